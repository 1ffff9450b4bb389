import { expect, test } from './support/test.ts';

test('settings that are not accepted can be neither saved nor studied, and it is said why', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#what-if`);
  const users = page.getByRole('textbox', { name: /^users/ });
  const save = page.getByRole('button', { name: 'Save scenario' });
  await expect(save).toBeEnabled();
  await users.fill('-5');
  await expect(page.getByText('run.users: is -5; accepted: >= 1')).toBeVisible();
  await expect(save).toBeDisabled();
  await expect(save).toHaveAttribute('title', /run\.users: is -5/);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('link', { name: 'Gap' }).click();
  const find = page.getByRole('button', { name: /^Find the gap/ });
  await expect(find).toBeDisabled();
  await expect(find).toHaveAttribute('title', /run\.users: is -5/);

  await page.getByRole('link', { name: 'What-if' }).click();
  await users.fill('50');
  await expect(save).toBeEnabled();

  await page.getByRole('link', { name: 'Gap' }).click();
  await expect(find).toBeEnabled();
  await page.getByRole('textbox', { name: 'Target users' }).fill('-5');
  await expect(find).toBeDisabled();
  await expect(find).toHaveAttribute('title', /^Target users: is -5; accepted: a whole number/);
});
