import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';

/** A file of `fixtures/`, as text. */
export function fixture(path: string): string {
  return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), { encoding: 'utf8' });
}

/** Files of `fixtures/` by their own names, for `choose`. */
export function fixtures(...paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [basename(path), fixture(path)]));
}

/** Opens the page at `url`, and there the import. */
export async function openImport(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Import' }).click();
}

/** Chooses files, by name, to be imported. */
export async function choose(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.getByLabel('Files to import').setInputFiles(
    Object.entries(files).map(([name, text]) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    })),
  );
}
