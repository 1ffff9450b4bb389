import { expect, test } from './support/test.ts';

/** Minutes on a slow machine: the real calibration of the real report. */
test.setTimeout(900_000);

test('calibrate with progress, stop, take up again after a restart, and see the fit', async ({
  page,
  host,
}) => {
  await page.goto(host.url);
  const fit = page.getByRole('region', { name: 'Fit' });
  await fit.getByRole('button', { name: 'Run calibration' }).click();
  const bar = fit.getByRole('progressbar', { name: 'Calibration' });
  // Far enough that a wave is behind it, which is what is kept.
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 300_000 })
    .toBeGreaterThan(20);
  await fit.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toBeHidden();

  await host.restart();
  await page.goto(host.url);
  await fit.getByRole('button', { name: /^Resume calibration at \d/ }).click();
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
    .toBeGreaterThan(5);

  await expect(fit).toContainText(/lie inside their 95 % predictive intervals/, {
    timeout: 600_000,
  });
  await expect(fit.getByRole('button', { name: 'Run calibration' })).toBeVisible();
  await expect(fit).toContainText('Time of one password hash over cores');

  const parameters = page.getByRole('group', { name: 'Parameters' });
  // The first cell of a row is its header.
  const column = await parameters.getByRole('columnheader').allInnerTexts();
  const cores = parameters.getByRole('row', { name: /web\.cpu_cores/ });
  await expect(cores.getByRole('cell').nth(column.indexOf('Known') - 1)).toContainText(
    /identified|narrowed|as before/,
  );
});
