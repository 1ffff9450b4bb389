import { expect, test } from './support/test.ts';

test('a page without the token of this start is told so, and gets nothing', async ({
  browser,
  host,
}) => {
  const page = await browser.newPage();
  await page.goto(new URL('/', host.url).href);
  await expect(page.getByText('The simulator does not answer')).toBeVisible();
  await expect(page.getByText('open the address that it printed this time')).toBeVisible();
  await page.close();
});

test('a lost host is said, and what was on screen stays', async ({ browser, host }) => {
  const page = await browser.newPage();
  await page.goto(host.url);
  await expect(page.getByText('Failure autopsy')).toBeVisible();
  await host.restart();
  await expect(page.getByRole('alert')).toContainText('The connection to the simulator is lost');
  await expect(page.getByText('Failure autopsy')).toBeVisible();
  await page.close();
});
