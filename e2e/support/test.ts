import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { type HostProcess, startHost } from './host.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** A database of this test alone. */
  readonly databaseFile: string;
  /** A running host; `restart` ends it and starts another one on the same database. */
  readonly host: { readonly url: string; restart(): Promise<void> };
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  databaseFile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-e2e-'));
    await use(join(folder, 'plimsoll.db'));
    rmSync(folder, { recursive: true });
  },
  host: async ({ databaseFile }, use) => {
    let running: HostProcess = await startHost(databaseFile);
    await use({
      get url() {
        return running.url;
      },
      async restart() {
        await running.stop();
        running = await startHost(databaseFile);
      },
    });
    await running.stop();
  },
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(page);
    base.expect(complaints, 'errors in the console of the page').toEqual([]);
  },
});
