import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { AppError } from '../contract/errors.ts';
import type { Executor, ExecutorOptions } from '../services/ports.ts';
import type { ReplicationTask, RunSummary } from '../sim/study/results.ts';
import { chunks, type Chunk } from './chunks.ts';
import { CANCELLED, THOUSANDTHS, type WorkOrder, type WorkResult } from './protocol.ts';

/** ms that a cancelled replication may take to notice before its thread is stopped. */
const GRACE = 100;
/** ms between two looks at how far the threads are. */
const LOOK = 100;

/** ms without work after which a thread ends: a planner thinks for minutes, and V8 compiles the simulator anew in a new one. */
const IDLE_MS = 600_000;

export interface PoolOptions {
  /** Default: one for each core. */
  readonly threads?: number;
  /** Module that a thread runs; its default export takes a `WorkOrder`. */
  readonly worker?: URL;
  /** Is told what goes wrong in a thread outside of any order. Default: prints it. */
  readonly onError?: (error: Error) => void;
}

/**
 * Runs replications in threads. A thread that dies takes nothing along: its replications are tried once more, one by one,
 * and `AppError('simulation')` names the seed of the one that fails again. Cancelling answers within about `GRACE` ms.
 */
export function createPool(options: PoolOptions = {}): Executor & { close(): Promise<void> } {
  const threads = options.threads ?? availableParallelism();
  const onError = options.onError ?? console.error;
  const pool = new Piscina({
    filename: (options.worker ?? besideThisModule('worker')).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  // Late answers and deaths of idle threads: unheard, either would end the process.
  pool.on('error', (error: Error) => {
    if (!isLateAnswer(error)) onError(error);
  });

  async function order(
    tasks: readonly ReplicationTask[],
    { task, seeds }: Chunk,
    stop: Stop,
    place: number,
  ): Promise<readonly RunSummary[]> {
    const { scenario } = tasks[task]!;
    const workOrder: WorkOrder = { scenario, seeds, board: stop.board, place };
    const result = (await pool.run(workOrder, { signal: stop.hard })) as WorkResult;
    if (result.failure !== null) throw simulationFailed(result.failure.seed, result.failure.error);
    return result.summaries;
  }

  /** A thread that died is no answer about the replication yet. */
  async function orderTwice(
    tasks: readonly ReplicationTask[],
    chunk: Chunk,
    stop: Stop,
    place: number,
  ): Promise<readonly RunSummary[]> {
    try {
      return await order(tasks, chunk, stop, place);
    } catch (error) {
      if (error instanceof AppError || stop.signal.aborted) throw error;
      const summaries: RunSummary[] = [];
      for (const seed of chunk.seeds) {
        try {
          summaries.push(...(await order(tasks, { ...chunk, seeds: [seed] }, stop, place)));
        } catch (again) {
          if (again instanceof AppError || stop.signal.aborted) throw again;
          throw simulationFailed(seed, `its thread died twice: ${String(again)}`, again);
        }
      }
      return summaries;
    }
  }

  return {
    async run(tasks, { signal, onProgress }: ExecutorOptions) {
      signal.throwIfAborted();
      // A few orders at a time: a preview does not stand behind all of a long study.
      const lanes = threads + 1;
      const stop = stopOn(signal, lanes);
      const results = tasks.map(({ seeds }) => Array.from<RunSummary>({ length: seeds.length }));
      const total = results.reduce((sum, { length }) => sum + length, 0);
      const queue = chunks(tasks, threads);
      let next = 0;
      let done = 0;
      const report = (): void => onProgress((done + stop.underWay()) / total);
      const looking = setInterval(report, LOOK);
      const lane = async (_: unknown, i: number): Promise<void> => {
        const place = CANCELLED + 1 + i;
        for (let chunk = queue[next++]; chunk !== undefined; chunk = queue[next++]) {
          const summaries = await orderTwice(tasks, chunk, stop, place);
          signal.throwIfAborted();
          const result = results[chunk.task]!;
          for (const [k, summary] of summaries.entries()) result[chunk.first + k] = summary;
          done += summaries.length;
          Atomics.store(stop.board, place, 0);
          report();
        }
      };
      try {
        await Promise.all(Array.from({ length: lanes }, lane));
        return results;
      } catch (error) {
        stop.now();
        signal.throwIfAborted();
        throw error;
      } finally {
        clearInterval(looking);
        stop.forget();
      }
    },
    close: () => pool.destroy(),
  };
}

/** A run's word to its threads, and theirs to it. */
interface Stop {
  readonly signal: AbortSignal;
  /** Asks the threads to end, and is told by them how far they are. */
  readonly board: Int32Array;
  /** Ends the threads. */
  readonly hard: AbortSignal;
  now(): void;
  /** Replications of orders that are not finished. */
  underWay(): number;
  forget(): void;
}

/** First asks, then insists. */
function stopOn(signal: AbortSignal, lanes: number): Stop {
  const board = new Int32Array(new SharedArrayBuffer((CANCELLED + 1 + lanes) * 4));
  const hard = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    Atomics.store(board, CANCELLED, 1);
    timer ??= setTimeout(() => hard.abort(), GRACE);
  };
  signal.addEventListener('abort', now, { once: true });
  return {
    signal,
    board,
    hard: hard.signal,
    now,
    underWay: () => board.subarray(CANCELLED + 1).reduce((sum, n) => sum + n, 0) / THOUSANDTHS,
    forget() {
      signal.removeEventListener('abort', now);
      clearTimeout(timer);
    },
  };
}

/** Whether Piscina complains of an answer that was on its way when its order was given up: it is nobody's any more. */
function isLateAnswer({ message }: Error): boolean {
  return message.startsWith('Unexpected message from Worker');
}

function simulationFailed(seed: number, text: string, cause?: unknown): AppError {
  return new AppError('simulation', `The replication with seed ${seed} failed: ${text}`, [], cause);
}

/** The worker as it lies beside this module: TypeScript in the source tree, JavaScript in a build. */
function besideThisModule(name: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${extension}`, import.meta.url);
}
