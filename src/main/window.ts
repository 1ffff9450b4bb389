import { join } from 'node:path';
import { BrowserWindow, type WebFrameMain } from 'electron';
import { PAGE_ORIGIN } from './pageProtocol.ts';

export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Plimsoll',
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** Whether a message comes from the top frame of our own page. */
export function isPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === PAGE_ORIGIN;
}
