import { expect, test } from './support/test.ts';

test('a queueing network is run in the page, beside theory, and refused where it is wrong', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#queues`);
  await page.getByRole('button', { name: 'M/M/2: two desks, one line' }).click();
  await expect(page.getByText(/of 19 exact figures lie in the 95 % interval/)).toBeVisible({
    timeout: 120_000,
  });
  const wait = page
    .getByRole('group', { name: 'stations.desk' })
    .getByRole('row', { name: /^meanWait_s/ });
  await expect(wait).toContainText('1.286');
  await expect(wait).toContainText('M/M/c (Erlang C)');
  await expect(wait.getByRole('img', { name: /the interval|standard errors/ })).toBeVisible();

  await expect(page.getByRole('group', { name: 'What the jobs do' })).toContainText(
    '1.5 per s, at random (Poisson)',
  );
  await page.getByText('Network document').click();
  const editor = page.getByRole('textbox', { name: 'Network document' });
  await editor.fill((await editor.inputValue()).replace('"servers": 2', '"servers": 0'));
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByRole('alert')).toContainText('stations.desk.servers');
  await expect(page.getByRole('alert')).toContainText('accepted');
});
