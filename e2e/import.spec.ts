import type { Page } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import { choose, fixture, fixtures, openImport } from './support/importScreen.ts';
import { expect, test } from './support/test.ts';

/** Drops files on an element as a file manager does. */
async function drop(
  page: Page,
  onto: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const transfer = await page.evaluateHandle((contents) => {
    // The page's own class: the tests know no DOM.
    const { DataTransfer } = globalThis as unknown as {
      DataTransfer: new () => { items: { add(file: File): void } };
    };
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(contents)) data.items.add(new File([text], name));
    return data;
  }, files);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent(onto, type, { dataTransfer: transfer });
  }
}

test('drop a report, read the warnings, see the autopsy, store it, find it after a restart', async ({
  page,
  host,
}) => {
  await page.goto(host.url);
  await page.getByRole('heading', { name: 'Measured' }).waitFor();
  // Anywhere on the screen will do.
  await drop(page, 'role=heading[name="Measured"]', {
    'friday.md': fixture('nov8/report-mojibake.md'),
  });

  const understood = page.getByRole('region', { name: 'What was understood' });
  await expect(understood).toContainText('friday.md');
  await expect(understood).toContainText('Markdown report, most likely');
  await expect(understood).toContainText('encoded twice');
  const warnings = page.getByRole('region', { name: 'Read with care' });
  await expect(warnings).toContainText('73 + 18 = 91 users');
  await expect(warnings).toContainText('max_connections = 200');
  const autopsy = page.getByRole('region', { name: 'Failure autopsy' });
  await expect(autopsy).toContainText('42 for want of capacity (10.9 % [8.2, 14.4])');
  await expect(autopsy).toContainText('238 functionally (61.7 % [56.7, 66.4])');
  await expect(page.getByRole('region', { name: 'Shape of the test' })).toContainText(
    '36 to 42 of 100 users',
  );
  await expect(page.getByRole('group', { name: 'Settings found' })).toContainText('CONN_MAX_AGE');
  // Away from what would show a tooltip.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([]);

  await page.getByRole('button', { name: 'Save measurement' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Baseline' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Measurement' })).toHaveValue('friday');

  await host.restart();
  await page.goto(host.url);
  await page.getByRole('combobox', { name: 'Measurement' }).click();
  await page.getByRole('option', { name: 'friday' }).click();
  await expect(page.getByRole('region', { name: 'Failure autopsy' })).toContainText('42 for want');
});

test('files of one run are put together; a faulty one is refused in a sentence and nothing is stored', async ({
  page,
  host,
}) => {
  await openImport(page, host.url);
  await choose(page, fixtures('imports/locust/shop_stats.csv', 'imports/locust/shop_failures.csv'));
  await expect(page.getByRole('alert')).toContainText('no file says how many users there were');

  await choose(
    page,
    fixtures('imports/locust/shop_stats_history.csv', 'imports/postgres/postgresql.log'),
  );
  await expect(page.getByRole('region', { name: 'Failure autopsy' })).toContainText(
    '406 for want of capacity',
  );
  await expect(page.getByRole('region', { name: 'Shape of the test' })).toContainText(
    'looping, closed',
  );

  await choose(page, { 'pgbouncer.ini': '[pgbouncer]\nmax_client_conn = many\n' });
  await expect(page.getByRole('alert')).toContainText(
    'pgbouncer.ini:2: max_client_conn is "many"; accepted: a whole number >= 1',
  );
  await expect(page.getByRole('button', { name: 'Save measurement' })).toBeHidden();
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('combobox', { name: 'Measurement' })).toBeHidden();
});

test('settings of compose and Django become a scenario that is opened in What-if', async ({
  page,
  host,
}) => {
  await openImport(page, host.url);
  await choose(page, fixtures('imports/compose/docker-compose.yml'));
  await page.getByRole('button', { name: 'Save as a scenario and open it in What-if' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What-if' })).toBeVisible();
  await expect(page.getByRole('switch', { name: 'PgBouncer' })).toBeChecked();
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await expect(
    page.getByRole('complementary', { name: 'Scenario library' }).getByText('imported'),
  ).toBeVisible();
});

test('a pasted report is read', async ({ page, host }) => {
  await openImport(page, host.url);
  await page.getByRole('textbox', { name: 'Or paste a report' }).fill(fixture('nov8/report.md'));
  await page.getByRole('button', { name: 'Read the text' }).click();
  await expect(page.getByRole('region', { name: 'Failure autopsy' })).toContainText('42 for want');
});
