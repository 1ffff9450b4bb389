import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** The main job: what broke on 8 November, and what does PgBouncer change? */

const row = (page: Page, table: string, name: string): Locator =>
  page.getByRole('group', { name: table }).getByRole('row', { name: new RegExp(`^${name}`) });

/** The predicted figure of a cell, without the measured one below it. */
async function predicted(page: Page, name: string, column: number): Promise<number> {
  const cell = row(page, 'Predicted requests beside the measured ones', name)
    .getByRole('cell')
    .nth(column);
  const [text = ''] = /[\d,.]+/.exec(await cell.innerText()) ?? [];
  return Number(text.replaceAll(',', ''));
}

test('from the report to a saved scenario that is there after a restart', async ({
  page,
  host,
}) => {
  await page.goto(host.url);

  await test.step('the measured table and the autopsy', async () => {
    await expect(row(page, 'Measured requests', 'Register User')).toHaveText(
      /913538\.5.%3,1003,4676707,7100\.78/,
    );
    await expect(row(page, 'Measured requests', 'Aggregated')).toHaveText(/38628072\.5.%/);
    const autopsy = page.getByRole('region', { name: 'Failure autopsy' });
    await expect(autopsy).toContainText('42 for want of capacity (10.9 % [8.2, 14.4])');
    await expect(autopsy).toContainText('238 functionally (61.7 % [56.7, 66.4])');
  });

  await test.step('the fitted model refuses connections', async () => {
    await page.getByRole('link', { name: 'What-if' }).click();
    await expect(page.getByText(/precise, \d+ runs/)).toBeVisible();
    const result = page.getByRole('region', { name: 'Predicted result' });
    await expect(result).toContainText('PostgreSQL refuses connections');
    expect(await predicted(page, 'Register User', 1)).toBeGreaterThan(30);
  });

  await test.step('PgBouncer ends the refusals, not the wait for a registration', async () => {
    const result = page.getByRole('region', { name: 'Predicted result' });
    await page.getByRole('switch', { name: 'PgBouncer' }).press('Space');
    // A preview first, marked as such, then the precise result.
    await expect(page.getByText(/preview, \d+ runs/)).toBeVisible();
    await expect(page.getByText(/precise, \d+ runs/)).toBeVisible();
    await expect(result).not.toContainText('PostgreSQL refuses connections');
    expect(await predicted(page, 'Register User', 1)).toBe(0);
    expect(await predicted(page, 'Health Check', 1)).toBe(0);
    // Median of a registration, ms: behind the hashes as before.
    expect(await predicted(page, 'Register User', 2)).toBeGreaterThan(2000);
  });

  await test.step('the scenario is saved', async () => {
    await page.getByRole('button', { name: 'Save scenario' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('pooled');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('and found after a restart, with its result', async () => {
    await host.restart();
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Scenarios' }).click();
    await page
      .getByRole('complementary', { name: 'Scenario library' })
      .getByRole('button', { name: /^pooled/ })
      .click();
    await page.getByRole('link', { name: 'What-if' }).click();
    await expect(page.getByRole('switch', { name: 'PgBouncer' })).toBeChecked();
    await expect(page.getByText(/precise, \d+ runs/)).toBeVisible();
    expect(await predicted(page, 'Register User', 1)).toBe(0);
  });
});

test('the gap is found with progress, can be cancelled, and is there after a reload', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#gap`);
  await page
    .getByRole('spinbutton', { name: 'Target users' })
    .or(page.getByRole('textbox', { name: 'Target users' }))
    .fill('120');
  await page.getByRole('button', { name: /^Find the gap/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByText('No gap study yet')).toBeVisible();

  await page.getByRole('button', { name: /^Find the gap/ }).click();
  const ladder = page.getByRole('heading', { name: /ladder/i });
  await expect(ladder.first()).toBeVisible({ timeout: 200_000 });
  await page.reload();
  await expect(ladder.first()).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export report' }).click();
  await page.getByRole('menuitem', { name: 'One HTML file' }).click();
  expect((await download).suggestedFilename()).toBe('capacity-nov8.html');
});
