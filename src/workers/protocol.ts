import type { Scenario } from '../sim/model/scenario.ts';
import type { RunSummary } from '../sim/study/results.ts';

/** What a worker is asked for: a few replications of one scenario. */
export interface WorkOrder {
  readonly scenario: Scenario;
  readonly seeds: readonly number[];
  /** One `Int32` in shared memory: not 0 once nobody wants the answer any more. */
  readonly cancelled: Int32Array;
}

/** Summaries seed by seed; fewer than were ordered when the order was cancelled. */
export interface WorkResult {
  readonly summaries: readonly RunSummary[];
  /** A replication that could not be computed. */
  readonly failure: { readonly seed: number; readonly error: string } | null;
}
