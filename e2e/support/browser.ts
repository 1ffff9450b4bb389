import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';

/** Where Linux, macOS and Windows keep a Chrome or Chromium that somebody has installed. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const asRoot = process.getuid?.() === 0;

/** Playwright's own browser where it is installed, else an installed Chrome or Chromium, else the one that npm brought. */
export async function browserLaunch(): Promise<LaunchOptions> {
  const args = asRoot ? ['--no-sandbox'] : [];
  if (existsSync(chromium.executablePath())) return { args };
  const found = installed.find((path) => existsSync(path));
  if (found !== undefined) return { args, executablePath: found };
  const { default: packaged } = await import('@sparticuz/chromium');
  // Its own arguments are for a function in a cloud: one process, no checks of origin.
  return { args, executablePath: await packaged.executablePath() };
}
