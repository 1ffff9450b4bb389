import { defineConfig } from '@playwright/test';
import { browserLaunch } from './e2e/support/browser.ts';

export default defineConfig({
  testDir: 'e2e',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 1,
  reporter: [['list']],
  outputDir: 'test-results',
  projects: [
    {
      name: 'browser',
      testIgnore: '**/electron.spec.ts',
      use: { launchOptions: await browserLaunch(), viewport: { width: 1280, height: 800 } },
    },
    { name: 'electron', testMatch: '**/electron.spec.ts' },
  ],
});
