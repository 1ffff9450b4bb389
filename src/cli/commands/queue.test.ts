import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import type { QueueAnswer } from '../../sim/lab/answer.ts';
import type { CliHost } from '../host.ts';
import { run } from '../run.ts';

const mmc = fileURLToPath(new URL('../../../fixtures/queues/mmc.json', import.meta.url));
const traceFile = fileURLToPath(new URL('../../../fixtures/queues/trace.json', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-queue-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function plimsoll(
  argv: readonly string[],
  { signal, draw }: Partial<Pick<CliHost, 'signal' | 'draw'>> = {},
): Promise<{ code: number; out: string; err: string }> {
  const outcome = { out: '', err: '' };
  const host: CliHost = {
    write: (text) => void (outcome.out += text),
    complain: (line) => void (outcome.err += `${line}\n`),
    draw: draw ?? null,
    signal: signal ?? new AbortController().signal,
    defaultDatabase: join(folder, 'none.db'),
    createExecutor: () => {
      throw new Error('the laboratory needs no pool');
    },
    serve: async () => {},
  };
  const code = await run(['queue', ...argv], host);
  return { ...outcome, code };
}

function file(name: string, document: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

describe('plimsoll queue', () => {
  test('prints the exact figure and its formula beside the simulated one', async () => {
    const { code, out, err } = await plimsoll([mmc, '--replications', '5']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^M\/M\/2: two desks, one line\n=+\n/);
    expect(out).toMatch(
      /^waitProbability +0\.6\d+ +\[0\.\d+, 0\.\d+\] +0\.64286 +M\/M\/c \(Erlang C\)$/m,
    );
  });

  test('prints one JSON document, the same bytes for the same seed', async () => {
    const argv = [mmc, '--replications', '3', '--seed', '9', '--json'];
    const { out } = await plimsoll(argv);
    const answer = JSON.parse(out) as QueueAnswer;
    expect(answer).toMatchObject({ format: 'plimsoll.queueAnswer', seed: 9, replications: 3 });
    const wait = answer.figures.find(({ figure }) => figure === 'stations.desk.meanWait_s')!;
    expect(wait.theory!.value).toBeCloseTo(9 / 7, 9);
    expect((await plimsoll(argv)).out).toBe(out);
  });

  test('says how the exact values lie to the simulated ones', async () => {
    const { out } = await plimsoll([mmc, '--replications', '5']);
    expect(out).toMatch(/^\d+ of \d+ exact figures lie in the 95 % interval/m);
    expect(out).not.toContain('*');
  });

  test('says what became of each job of a trace', async () => {
    const { out } = await plimsoll([traceFile, '--replications', '2']);
    expect(out).toMatch(/^ +2 +reneged +1\.1739 +13\.9$/m);
  });

  test.each([
    [[], /^FILE: is missing; accepted: one network document/],
    [['a.json', 'b.json'], /^FILE: is a\.json, b\.json; accepted: one network document/],
    [['nowhere.json'], /^nowhere\.json: cannot be read \(ENOENT.*accepted: a network document/],
    [[mmc, '--replications', '1'], /^--replications: is "1"; accepted: a whole number from 2/],
    ...['0', '-1', '1e-400', '2e9', '0x10', 'Infinity', 'NaN', '1 000'].map(
      (seconds): [string[], RegExp] => [
        [mmc, `--transient=${seconds}`],
        /^--transient: is ".*"; accepted: a number above 0, up to 1000000000$/m,
      ],
    ),
  ])('refuses %j', async (argv, message) => {
    const { code, out, err } = await plimsoll(argv);
    expect({ code, out }).toEqual({ code: 104, out: '' });
    expect(err).toMatch(message);
  });

  test.each(['0.5', '.5', '5e-1', '+0.50'])('runs a transient of %s s', async (seconds) => {
    const { out } = await plimsoll([mmc, '--transient', seconds, '--replications', '2']);
    expect(out).toContain('from an empty system on, nothing left out');
  });

  test('refuses a network with several unknown keys in one sentence', async () => {
    const misspelt = file('misspelt.json', {
      format: 'plimsoll.queue',
      version: 1,
      title: 'Misspelt',
      stations: { desk: { servers: 1, server: 1 } },
      classes: {
        a: {
          source: { interarrival: { exponential: { mean_s: 1 } } },
          visits: { v: { station: 'desk', service: 0.5, nxt: 'leave' } },
        },
      },
    });
    expect(await plimsoll([misspelt])).toEqual({
      code: 104,
      out: '',
      err: `${misspelt}: stations.desk.server: is unknown; accepted here: servers, discipline, capacity (and 1 more fault)\n`,
    });
  });

  test('refuses an overloaded station, and runs it as a transient', async () => {
    const overrun = file('overrun.json', {
      format: 'plimsoll.queue',
      version: 1,
      title: 'Overrun',
      stations: { desk: { servers: 1 } },
      classes: {
        a: {
          source: { interarrival: { exponential: { mean_s: 1 } } },
          visits: { v: { station: 'desk', service: 2 } },
        },
      },
    });
    const refused = await plimsoll([overrun]);
    expect(refused).toMatchObject({ code: 104, out: '' });
    expect(refused.err).toMatch(
      /^\S+overrun\.json: stations\.desk: has a load of 2 \(rho >= 1\).*--transient SECONDS$/m,
    );
    const { code, out } = await plimsoll([overrun, '--transient', '60', '--replications', '4']);
    expect(code).toBe(0);
    expect(out).toContain('from an empty system on, nothing left out');
  });

  test('tells a terminal how much time of which replication it has simulated, and clears the line', async () => {
    const drawn: string[] = [];
    const draw = (line: string): void => void drawn.push(line);
    await plimsoll([mmc, '--transient', '100000', '--replications', '3'], { draw });
    const [first] = drawn;
    expect(first).toMatch(/\[[#-]+\] +\d+ % replication 1 of 3: \d,\d{3} s$/);
    expect(first!.length).toBeLessThan(80);
    expect(drawn.at(-1)).not.toMatch(/\w %/);
  });

  test('ends with 130 and prints nothing when it is interrupted in the middle of a replication', async () => {
    const interrupted = new AbortController();
    const draw = (): void => interrupted.abort(new AppError('cancelled', 'interrupted'));
    const { signal } = interrupted;
    expect(await plimsoll([mmc, '--transient', '1e9', '--json'], { signal, draw })).toEqual({
      code: 130,
      out: '',
      err: 'interrupted\n',
    });
  });
});

test('an interrupt ends a long replication at once, and leaves no half of a document', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const child = spawn(
    process.execPath,
    ['src/cli/main.ts', 'queue', mmc, '--transient', '1000000000', '--json'],
    { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const said = text(child.stdout);
  await setTimeout(3000);
  const asked = performance.now();
  child.kill('SIGINT');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  // On a busy machine it may not have begun.
  expect([130, 'SIGINT']).toContain(code ?? signal);
  expect(await said).toBe('');
  expect(performance.now() - asked).toBeLessThan(3000);
});
