import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { QueueAnswer } from '../src/sim/lab/answer.ts';
import { whatWasDone } from '../src/sim/lab/answerInWords.ts';
import { figureTables, jobTables } from '../src/sim/lab/answerRows.ts';
import { expect, test } from './support/test.ts';

/** What the command line says of a network of fixtures/queues. */
function onTheCommandLine(name: string, ...options: readonly string[]): QueueAnswer {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const argv = ['src/cli/main.ts', 'queue', `fixtures/queues/${name}.json`, '--json', ...options];
  return JSON.parse(execFileSync(process.execPath, argv, { cwd, encoding: 'utf8' })) as QueueAnswer;
}

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
  await expect(wait).toContainText('1.2857');
  await expect(wait).toContainText('M/M/c (Erlang C)');
  await expect(wait.getByRole('img', { name: /the interval|standard errors/ })).toBeVisible();

  await expect(page.getByRole('group', { name: 'What the jobs do' })).toContainText(
    '1.5 per s, at random (Poisson)',
  );
  await page.getByRole('button', { name: 'Edit document' }).click();
  const editor = page.getByRole('textbox', { name: 'Network document' });
  const sound = await editor.inputValue();
  await expect(wait).toBeInViewport();
  await editor.fill(sound.replace('"servers": 2', '"servers": 0'));
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('stations.desk.servers');
  await expect(page.getByRole('alert')).toContainText('accepted');
  const mark = page.getByText('Of the document before its last change');
  await expect(mark).toBeVisible();
  const open = page.getByRole('navigation', { name: 'Networks' }).locator('[aria-current]');
  await expect(open).toHaveCount(0);
  await editor.fill(sound);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(mark).toHaveCount(0);
  await expect(open).toHaveText('M/M/2: two desks, one line');
});

test('what is typed into a field of the run stays there, and is run only if it is a number that is accepted', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#queues`);
  const run = page.getByRole('button', { name: 'Run', exact: true });
  const seed = page.getByLabel('Seed');
  for (const text of ['1e9', '12abc', '']) {
    await seed.fill('');
    await seed.pressSequentially(text);
    await expect(seed).toHaveValue(text);
    await expect(seed).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('alert')).toHaveText(
      `Seed: is ${text === '' ? 'empty' : `"${text}"`}; accepted: a whole number from 0 to 4294967295`,
    );
    await expect(run).toBeDisabled();
    await seed.press('Enter');
    await expect(page.getByText('Not run yet')).toBeVisible();
  }
  await seed.pressSequentially('12');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByLabel('Transient, s').pressSequentially('1e2');
  await page.getByRole('button', { name: 'Edit document' }).click();
  await page.getByRole('textbox', { name: 'Network document' }).press('Control+Enter');
  await expect(page.getByText('30 replications with seed 12, from an empty system')).toBeVisible();
});

test('an answer comes into view by itself below a long description, and beside the document', async ({
  page,
  host,
}) => {
  await page.setViewportSize({ width: 1280, height: 400 });
  await page.goto(`${host.url}#queues`);
  await page.getByRole('button', { name: 'Five customers of a bank' }).click();
  await page.getByRole('button', { name: 'Edit document' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const figures = page.getByRole('group', { name: 'stations.counter' });
  await expect(figures.getByRole('row', { name: /^utilisation/ })).toBeInViewport();
  await expect(page.getByRole('textbox', { name: 'Network document' })).toBeInViewport();
});

test('nothing moves when a run begins, however narrow the window', async ({ page, host }) => {
  await page.setViewportSize({ width: 900, height: 900 });
  await page.goto(`${host.url}#queues`);
  const last = page.getByRole('navigation', { name: 'Networks' }).getByRole('button').last();
  await page.getByLabel('Replications', { exact: true }).fill('1000');
  const before = await last.boundingBox();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const cancel = page.getByRole('button', { name: /Cancel \d+ of 1000/ });
  await cancel.waitFor();
  expect(await last.boundingBox()).toEqual(before);
  await cancel.click();
});

test('the page and the command line say the same of a network, from any seed and as often as wanted', async ({
  page,
  host,
}) => {
  const answer = onTheCommandLine('mmck', '--replications', '5', '--seed', '4294967295');
  await page.goto(`${host.url}#queues`);
  await page.getByLabel('Replications', { exact: true }).fill('5');
  await page.getByLabel('Seed').fill('4294967295');
  await page.getByRole('button', { name: answer.title }).click();
  await expect(page.getByText(whatWasDone(answer))).toBeVisible({ timeout: 120_000 });
  for (const { name, rows } of figureTables(answer)) {
    const cells = page.getByRole('group', { name, exact: true }).getByRole('cell');
    await expect(cells).toHaveText(
      rows.flatMap(({ simulated, interval, theory, formula }) => [
        ...[simulated, interval, theory, formula],
      ]),
    );
  }
});

test('the page says what became of each job of a trace, as the command line does', async ({
  page,
  host,
}) => {
  const answer = onTheCommandLine('trace');
  await page.goto(`${host.url}#queues`);
  await page.getByRole('button', { name: answer.title }).click();
  const { name, rows } = jobTables(answer)[0]!;
  const jobs = page.getByRole('group', { name, exact: true });
  await expect(jobs.getByRole('rowheader')).toHaveText(rows.map(({ job }) => job));
  await expect(jobs.getByRole('cell')).toHaveText(
    rows.flatMap(({ waited, left, outcome }) => [waited, left, outcome]),
  );
});

test('an overloaded network is described, refused, and run as a transient on demand', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#queues`);
  await page.getByRole('button', { name: 'Edit document' }).click();
  const editor = page.getByRole('textbox', { name: 'Network document' });
  await editor.fill((await editor.inputValue()).replace('"mean_s": 1\n', '"mean_s": 2\n'));
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await run.click();
  await expect(page.getByRole('alert')).toContainText('has a load of 1.8 (rho >= 1)');
  await expect(page.getByRole('alert')).toContainText('the field “Transient, s” above');
  await expect(page.getByRole('group', { name: 'What the jobs do' })).toContainText('mean 2 s');

  await page.getByLabel('Transient, s').fill('0');
  await expect(run).toBeDisabled();
  await page.getByLabel('Transient, s').fill('60.5');
  await expect(page.getByText('From an empty system for 60.5 s')).toBeVisible();
  await run.click();
  await expect(page.getByText('from an empty system on, nothing left out')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
