import type { Scenario } from '../model/scenario.ts';
import type { RunSummary } from './results/run.ts';

/** A batch of replications asked of whoever runs a study. */
export interface ReplicationTask {
  readonly scenario: Scenario;
  readonly seeds: readonly number[];
}

/**
 * A study is a coroutine: it yields batches of tasks, receives their summaries (task by task, seed by seed) and ends with
 * its result. Whoever drives it chooses the cores, shows the progress and may stop it: the study itself stays pure.
 */
export interface StudyStep {
  readonly tasks: readonly ReplicationTask[];
  /** Done share of the whole study when this batch is asked for, 0..1. */
  readonly progress: number;
  /** Done share once the batch has been answered, as far as the study can tell. */
  readonly until: number;
  readonly label: string;
  /** What the study can be taken up from at this step instead of its beginning; a text of its own. */
  readonly checkpoint?: string;
}

export type Study<Result> = Generator<StudyStep, Result, readonly (readonly RunSummary[])[]>;
