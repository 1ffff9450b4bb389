import { expect, test } from './support/test.ts';
import { freshPreview, usersField, usersSlider } from './support/whatIf.ts';

test('settings that are not accepted can be neither saved nor studied, and it is said why', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#what-if`);
  const users = usersField(page);
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
  for (const text of ['12abc', '']) {
    await users.fill(text);
    await expect(users).toHaveValue(text);
    await expect(page.getByText(`run.users: is "${text}"; accepted: a whole number`)).toBeVisible();
    await expect(save).toBeDisabled();
  }
  await users.fill('50');
  await expect(save).toBeEnabled();

  await page.getByRole('link', { name: 'Gap' }).click();
  await expect(find).toBeEnabled();
  await page.getByRole('textbox', { name: 'Target users' }).fill('-5');
  await expect(find).toBeDisabled();
  await expect(find).toHaveAttribute('title', /^Target users: is "-5"; accepted: a whole number/);
});

test('the hasher and its parameters are settings as all others are', async ({ page, host }) => {
  await page.goto(`${host.url}#what-if`);
  await page.getByRole('combobox', { name: 'PASSWORD_HASHERS' }).selectOption('pbkdf2_sha256');
  const iterations = page.getByRole('textbox', { name: /^iterations/ });
  await expect(iterations).toHaveValue('1,000,000');
  await iterations.fill('0');
  const said = 'django.hasher.pbkdf2_sha256.iterations: is 0; accepted: >= 1';
  await expect(page.getByText(said)).toBeVisible();
  await page.getByRole('button', { name: /^Reset PASSWORD_HASHERS to the baseline/ }).click();
  await expect(page.getByText(said)).toBeHidden();
  await expect(page.getByRole('textbox', { name: /^password_hash_ms/ })).toBeVisible();
});

test('a moved slider redraws the preview, for the users that it shows', async ({ page, host }) => {
  await page.goto(`${host.url}#what-if`);
  await page.getByText(/precise, \d+ runs/).waitFor();
  const users = async (): Promise<number> => Number(await usersField(page).inputValue());
  const before = await users();
  await usersSlider(page).press('ArrowRight');
  await freshPreview(page).waitFor();
  const after = await users();
  expect(after).toBeGreaterThan(before);
  await page.getByText(/precise, \d+ runs/).waitFor();
  await usersSlider(page).press('ArrowRight');
  await freshPreview(page).waitFor();
  expect(await users()).toBeGreaterThan(after);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(usersField(page)).toHaveValue(String(after));
});

test('a result of other settings is dimmed only once the new one is late', async ({
  page,
  host,
}) => {
  let late = false;
  const held: (() => void)[] = [];
  await page.routeWebSocket(/.*/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      if (late) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  await page.clock.install();
  await page.goto(`${host.url}#what-if`);
  await page.getByText(/precise, \d+ runs/).waitFor();
  const stale = page.locator('[data-stale]');
  const dimmed = page.locator('[data-dimmed]');
  const now = await page.evaluate(() => Date.now());
  await page.clock.pauseAt(now + 1000);

  late = true;
  await usersField(page).fill('120');
  await expect(stale).toBeVisible();
  await page.clock.runFor(149);
  await expect(dimmed).toHaveCount(0);
  await page.clock.runFor(1);
  await expect(dimmed).toBeVisible();

  late = false;
  for (const send of held) send();
  await freshPreview(page).waitFor();
  await expect(dimmed).toHaveCount(0);
});
