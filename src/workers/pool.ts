import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { AppError } from '../contract/errors.ts';
import type { Executor, ExecutorOptions } from '../services/ports.ts';
import type { ReplicationTask, RunSummary } from '../sim/study/results.ts';
import { chunks, type Chunk } from './chunks.ts';
import type { WorkOrder, WorkResult } from './protocol.ts';

/** ms that a cancelled replication may take to its end before its thread is stopped. */
const GRACE = 100;

export interface PoolOptions {
  /** Default: one for each core. */
  readonly threads?: number;
  /** Module that a thread runs; its default export takes a `WorkOrder`. */
  readonly worker?: URL;
}

/**
 * Runs replications in threads. A thread that dies takes nothing along: its replications are tried once more, one by one,
 * and `AppError('simulation')` names the seed of the one that fails again. Cancelling answers within about `GRACE` ms.
 */
export function createPool(options: PoolOptions = {}): Executor & { close(): Promise<void> } {
  const threads = options.threads ?? availableParallelism();
  const pool = new Piscina({
    filename: (options.worker ?? besideThisModule('worker')).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
  });
  // An answer that was on its way when its order was given up is nobody's any more, and no reason to end the process.
  pool.on('error', (error: Error) => {
    if (!error.message.startsWith('Unexpected message from Worker')) console.error(error);
  });

  async function order(
    tasks: readonly ReplicationTask[],
    { task, seeds }: Chunk,
    stop: Stop,
  ): Promise<readonly RunSummary[]> {
    const { scenario } = tasks[task]!;
    const workOrder: WorkOrder = { scenario, seeds, cancelled: stop.flag };
    const result = (await pool.run(workOrder, { signal: stop.hard })) as WorkResult;
    if (result.failure !== null) throw simulationFailed(result.failure.seed, result.failure.error);
    return result.summaries;
  }

  /** A thread that died is no answer about the replication yet. */
  async function orderTwice(
    tasks: readonly ReplicationTask[],
    chunk: Chunk,
    stop: Stop,
  ): Promise<readonly RunSummary[]> {
    try {
      return await order(tasks, chunk, stop);
    } catch (error) {
      if (error instanceof AppError || stop.signal.aborted) throw error;
      const summaries: RunSummary[] = [];
      for (const seed of chunk.seeds) {
        try {
          summaries.push(...(await order(tasks, { ...chunk, seeds: [seed] }, stop)));
        } catch (again) {
          if (again instanceof AppError || stop.signal.aborted) throw again;
          throw simulationFailed(seed, `its thread died twice: ${String(again)}`, again);
        }
      }
      return summaries;
    }
  }

  return {
    async run(tasks, { signal, onReplications }: ExecutorOptions) {
      signal.throwIfAborted();
      const stop = stopOn(signal);
      const results = tasks.map(({ seeds }) => Array.from<RunSummary>({ length: seeds.length }));
      const total = results.reduce((sum, { length }) => sum + length, 0);
      const queue = chunks(tasks, threads);
      let next = 0;
      let done = 0;
      // A few orders at a time: a preview does not stand behind all of a long study.
      const lane = async (): Promise<void> => {
        for (let chunk = queue[next++]; chunk !== undefined; chunk = queue[next++]) {
          const summaries = await orderTwice(tasks, chunk, stop);
          signal.throwIfAborted();
          const result = results[chunk.task]!;
          for (const [i, summary] of summaries.entries()) result[chunk.first + i] = summary;
          done += summaries.length;
          onReplications(done, total);
        }
      };
      try {
        await Promise.all(Array.from({ length: threads + 1 }, lane));
        return results;
      } catch (error) {
        stop.now();
        signal.throwIfAborted();
        throw error;
      } finally {
        stop.forget();
      }
    },
    close: () => pool.destroy(),
  };
}

interface Stop {
  readonly signal: AbortSignal;
  /** Asks the threads to end after the replication at hand. */
  readonly flag: Int32Array;
  /** Ends the threads. */
  readonly hard: AbortSignal;
  now(): void;
  forget(): void;
}

/** First asks, then insists. */
function stopOn(signal: AbortSignal): Stop {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const hard = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    Atomics.store(flag, 0, 1);
    timer ??= setTimeout(() => hard.abort(), GRACE);
  };
  signal.addEventListener('abort', now, { once: true });
  return {
    signal,
    flag,
    hard: hard.signal,
    now,
    forget() {
      signal.removeEventListener('abort', now);
      clearTimeout(timer);
    },
  };
}

function simulationFailed(seed: number, text: string, cause?: unknown): AppError {
  return new AppError('simulation', `The replication with seed ${seed} failed: ${text}`, [], cause);
}

/** The worker as it lies beside this module: TypeScript in the source tree, JavaScript in a build. */
function besideThisModule(name: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${extension}`, import.meta.url);
}
