import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { someScenario } from '../../fixtures/factories/results.ts';
import { AppError } from '../contract/errors.ts';
import { inlineExecutor } from '../services/inlineExecutor.ts';
import type { Executor } from '../services/ports.ts';
import type { ReplicationTask } from '../sim/study/results.ts';
import { chunks } from './chunks.ts';
import { createPool, type PoolOptions } from './pool.ts';

let folder: string;
let workers = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-pool-'));
});
afterEach(async () => {
  for (const pool of open.splice(0)) await pool.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function pool(options: PoolOptions = { threads: 2 }): Executor {
  const made = createPool(options);
  open.push(made);
  return made;
}

/** A worker that runs `code` before its replications; `seeds` is at hand. */
function workerThat(code: string): URL {
  const module = new URL('./worker.ts', import.meta.url).href;
  const file = join(folder, `worker-${++workers}.ts`);
  writeFileSync(
    file,
    `import { writeFileSync, existsSync } from 'node:fs';
    import work from '${module}';
    export default async function (order) {
      const { seeds } = order;
      ${code}
      return work(order);
    }`,
  );
  return pathToFileURL(file);
}

/** A worker that runs `code` just after its answer; there, `send()` sends the answer again. */
function workerThatAnswersAnd(code: string): URL {
  return workerThat(`
    const { MessagePort } = await import('node:worker_threads');
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (answer) {
      const send = () => postMessage.call(this, answer);
      Atomics.store(order.board, order.place, 1);
      send();
      ${code}
    };`);
}

const signal = new AbortController().signal;
const ignore = (): void => {};
const scenario = someScenario();
const longScenario = someScenario({ 'run.users': 200, 'run.run_time_s': 36_000 });

describe('the worker pool', () => {
  test('answers as one thread does, whatever the number of threads', async () => {
    const tasks: ReplicationTask[] = [
      { scenario, seeds: [1, 2, 3, 4, 5, 6, 7] },
      { scenario: someScenario({ 'run.users': 3 }), seeds: [1] },
      { scenario, seeds: [] },
    ];
    const expected = await inlineExecutor.run(tasks, { signal, onProgress: ignore });
    for (const threads of [1, 3]) {
      const progress: number[] = [];
      const results = await pool({ threads }).run(tasks, {
        signal,
        onProgress: (share) => void progress.push(share),
      });
      expect(results).toEqual(expected);
      expect(progress.at(-1)).toBe(1);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
    }
  });

  test('tries the replications of a thread that died once more', async () => {
    const died = join(folder, 'died');
    const worker = workerThat(`
      if (seeds.includes(3) && !existsSync('${died}')) {
        writeFileSync('${died}', '');
        process.exit(1);
      }`);
    const tasks = [{ scenario, seeds: [1, 2, 3, 4] }];
    const results = await pool({ threads: 1, worker }).run(tasks, {
      signal,
      onProgress: ignore,
    });
    expect(results).toEqual(await inlineExecutor.run(tasks, { signal, onProgress: ignore }));
  });

  test('names the seed of a replication whose thread dies twice, and serves on', async () => {
    const worker = workerThat('if (seeds.includes(3)) process.exit(1);');
    const executor = pool({ threads: 1, worker });
    const run = (seeds: number[]): Promise<unknown> =>
      executor.run([{ scenario, seeds }], { signal, onProgress: ignore });
    await expect(run([1, 2, 3, 4])).rejects.toMatchObject({
      code: 'simulation',
      message: expect.stringContaining('The replication with seed 3 failed') as string,
    });
    await expect(run([1, 2])).resolves.toHaveLength(1);
  });

  test('names the seed of a replication that throws, without a second try', async () => {
    const broken = { ...scenario, endpoints: null } as unknown as typeof scenario;
    await expect(
      pool().run([{ scenario: broken, seeds: [9] }], { signal, onProgress: ignore }),
    ).rejects.toThrow(/^The replication with seed 9 failed: TypeError/);
  });

  test('gives up a replication that takes for ever when it is cancelled, and serves on', async () => {
    const executor = pool();
    const controller = new AbortController();
    const reason = new AppError('cancelled', 'enough');
    setTimeout(() => controller.abort(reason), 200);
    await expect(
      executor.run([{ scenario: longScenario, seeds: [1, 2, 3] }], {
        signal: controller.signal,
        onProgress: ignore,
      }),
    ).rejects.toBe(reason);
    await expect(
      executor.run([{ scenario, seeds: [1] }], { signal, onProgress: ignore }),
    ).resolves.toHaveLength(1);
  });

  test('tells how far a long replication is before it is over', async () => {
    const shares: number[] = [];
    const controller = new AbortController();
    const run = pool({ threads: 1 }).run([{ scenario: longScenario, seeds: [1] }], {
      signal: controller.signal,
      onProgress: (share) => {
        shares.push(share);
        if (share > 0.02) controller.abort();
      },
    });
    await expect(run).rejects.toThrow('aborted');
    expect(shares.at(-1)).toBeGreaterThan(0.02);
    expect(shares.at(-1)).toBeLessThan(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test('keeps the thread of a replication that is cancelled half-way', async () => {
    const log = join(folder, 'threads');
    const worker = workerThat(`
      const { threadId } = await import('node:worker_threads');
      writeFileSync('${log}', threadId + ' ', { flag: 'a' });`);
    const executor = pool({ threads: 1, worker });
    for (let i = 0; i < 3; i++) {
      const controller = new AbortController();
      const onProgress = (share: number): void => {
        if (share > 0) controller.abort();
      };
      await expect(
        executor.run([{ scenario: longScenario, seeds: [1] }], {
          signal: controller.signal,
          onProgress,
        }),
      ).rejects.toThrow('aborted');
    }
    await executor.run([{ scenario, seeds: [1] }], { signal, onProgress: ignore });
    const threads = readFileSync(log, 'utf8').trim().split(' ');
    expect(threads).toHaveLength(4);
    expect(new Set(threads).size).toBe(1);
  });

  test("says nothing of an answer to an order that is nobody's any more, and serves on", async () => {
    const worker = workerThatAnswersAnd('send();');
    const onError = vi.fn();
    const executor = pool({ threads: 1, worker, onError });
    const tasks = [{ scenario, seeds: [1] }];
    const expected = await inlineExecutor.run(tasks, { signal, onProgress: ignore });
    for (let i = 0; i < 2; i++)
      expect(await executor.run(tasks, { signal, onProgress: ignore })).toEqual(expected);
    expect(onError).not.toHaveBeenCalled();
  });

  test('tells of a thread that dies when it has nothing to do, and serves on', async () => {
    const worker = workerThatAnswersAnd(`
      // Once the answer has arrived, the order is over.
      while (Atomics.load(order.board, order.place) !== 0);
      throw new Error('out of the blue');`);
    const onError = vi.fn();
    const executor = pool({ threads: 1, worker, onError });
    const run = (): Promise<unknown> =>
      executor.run([{ scenario, seeds: [1] }], { signal, onProgress: ignore });
    await run();
    await vi.waitFor(
      () => expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('out of the blue')),
      10_000,
    );
    await expect(run()).resolves.toHaveLength(1);
  });

  test('starts nothing for a signal that has fired', async () => {
    await expect(
      pool().run([{ scenario, seeds: [1] }], {
        signal: AbortSignal.abort(),
        onProgress: ignore,
      }),
    ).rejects.toThrow('aborted');
  });
});

describe('chunks', () => {
  test('hold every replication once, in order, a few at a time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(), { maxLength: 40 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 8 }),
        (seedsOfTasks, threads) => {
          const cut = chunks(
            seedsOfTasks.map((seeds) => ({ scenario, seeds })),
            threads,
          );
          for (const [task, seeds] of seedsOfTasks.entries()) {
            const own = cut.filter((chunk) => chunk.task === task);
            expect(own.flatMap((chunk) => chunk.seeds)).toEqual(seeds);
            for (const chunk of own) {
              expect(chunk.seeds[0]).toBe(seeds[chunk.first]);
              expect(chunk.seeds.length).toBeLessThanOrEqual(4);
            }
          }
        },
      ),
    );
  });
});
