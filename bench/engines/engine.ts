import { batchMeans } from '../../src/sim/stats/batchMeans.ts';
import { studentQuantile } from '../../src/sim/stats/studentT.ts';
import type { BenchModel } from '../models.ts';

/** Something that simulates the models of the bench. */
export interface Engine {
  readonly name: string;
  /** Share of a model's jobs that this engine is asked for: peers that are slow run fewer. */
  readonly jobShare: number;
  /** Why the engine is not there, in a sentence; null when it is. */
  readonly missing: string | null;
  /** Null: the engine has no such model. */
  run(model: BenchModel, jobs: number, seed: number): EngineRun | null | Promise<EngineRun | null>;
}

/** One run, start-up and compilation left out. */
export interface EngineRun {
  readonly jobs: number;
  readonly events: number;
  /** CPU s. */
  readonly seconds: number;
  readonly response: Response;
}

/** Mean response time in s, with its standard error from batch means. */
export interface Response {
  readonly mean: number;
  readonly standardError: number;
  readonly ci: readonly [number, number];
}

/** Batches that an engine's jobs are cut into; the first is the warm-up and counts in nothing. */
export const BATCHES = 21;
const FIRST_RUNS = 3;

/** The response time that `means` of `BATCHES` batches tell. */
export function responseOf(means: readonly number[]): Response {
  return fromInterval(batchMeans(means.slice(1), BATCHES - 1)!, BATCHES - 1);
}

/** The same from an interval over `batches` batches. */
export function fromInterval(
  { mean, ci }: { readonly mean: number; readonly ci: readonly [number, number] },
  batches: number,
): Response {
  const standardError = (ci[1] - ci[0]) / 2 / studentQuantile(0.975, batches - 1);
  return { mean, standardError, ci };
}

/** Sums response times by batch. */
export class BatchSums {
  readonly jobs: number;
  private readonly perBatch: number;
  private readonly sums = new Float64Array(BATCHES);
  private done = 0;

  constructor(jobs: number) {
    this.perBatch = Math.floor(jobs / BATCHES);
    this.jobs = this.perBatch * BATCHES;
  }

  /** False once all jobs are there. */
  add(response: number): boolean {
    const batch = Math.floor(this.done / this.perBatch);
    this.sums[batch] = this.sums[batch]! + response;
    return ++this.done < this.jobs;
  }

  get means(): number[] {
    return Array.from(this.sums, (sum) => sum / this.perBatch);
  }
}

/**
 * Lets V8 compile what `run` does with a tenth of `jobs`, several times: the first run is compiled as it is seen, and in the
 * second one V8 learns that numbers begin anew.
 */
export function compileFirst(jobs: number, run: (jobs: number) => void): void {
  for (let i = 0; i < FIRST_RUNS; i++) run(Math.floor(jobs / 10));
}

/** CPU s that `work` takes, compiling and collecting garbage included. (The clock of a single thread ticks too coarsely.) */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
