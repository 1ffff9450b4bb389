import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test } from '@playwright/test';
import { findElectron } from '../src/server/electron.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const found = findElectron();

test('the window of Electron shows the baseline and nothing of Node', async () => {
  const obstacle = 'obstacle' in found ? found.obstacle : '';
  if (obstacle !== '') console.log(`Electron was NOT tested: ${obstacle}`);
  test.skip(obstacle !== '', obstacle);
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-electron-'));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: (found as { program: string }).program,
    args: [...asRoot, root, `--db=${join(folder, 'plimsoll.db')}`],
  });
  const page = await app.firstWindow();
  await expect(page.getByText('42 for want of capacity')).toBeVisible();
  await page.getByRole('link', { name: 'What-if' }).click();
  await expect(page.getByText(/precise, \d+ runs/)).toBeVisible();
  expect(await page.evaluate('typeof require + typeof process')).toBe('undefinedundefined');
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});
