import type { Scenario } from '../sim/model/scenario.ts';
import type { RunSummary } from '../sim/study/results.ts';

/** What a worker is asked for: a few replications of one scenario. */
export interface WorkOrder {
  readonly scenario: Scenario;
  readonly seeds: readonly number[];
  /** In shared memory: how the order stands. */
  readonly board: Int32Array;
  /** Place on the board where this order tells how far it is: thousandths of a replication that are done. */
  readonly place: number;
}

/** Place on a board that is not 0 once nobody wants the answers any more. */
export const CANCELLED = 0;
export const THOUSANDTHS = 1000;

/** Summaries seed by seed; fewer than were ordered when the order was cancelled. */
export interface WorkResult {
  readonly summaries: readonly RunSummary[];
  /** A replication that could not be computed. */
  readonly failure: { readonly seed: number; readonly error: string } | null;
}
