import { MOST_KEPT, type QuantileStore } from '../stats/quantileStore.ts';
import { type Pieces, whole } from './pieces.ts';
import type { QueueRun } from './results.ts';
import { type LabStudy, replicateInPieces } from './study.ts';

/**
 * Replications of a study under `seed`, one after another. Of each kind of time they keep a million values together, which
 * give exact quantiles; once there are more, each keeps counts instead, so that its memory does not grow with its length.
 */
export class Replications {
  readonly runs: QueueRun[] = [];
  private readonly study: LabStudy;
  private readonly seed: number;
  /** Values of all runs, for each kind of time; infinitely many where they are counted. */
  private readonly kept: number[] = [];

  constructor(study: LabStudy, seed: number) {
    this.study = study;
    this.seed = seed;
  }

  /** Whether all quantiles of the runs together are exact. */
  get exact(): boolean {
    return this.kept.every((kept) => kept <= MOST_KEPT);
  }

  /** Runs the next one. */
  next(): void {
    whole(this.nextInPieces());
  }

  /** The same piece by piece. */
  *nextInPieces(): Pieces<void> {
    const run = yield* replicateInPieces(this.study, this.seed, this.runs.length);
    this.runs.push(run);
    for (const [kind, store] of storesOf(run).entries()) {
      const before = this.kept[kind] ?? 0;
      const kept = before + (store.exact ? store.kept : Infinity);
      this.kept[kind] = kept;
      if (kept <= MOST_KEPT) continue;
      for (const own of before > MOST_KEPT ? [run] : this.runs) storesOf(own)[kind]!.compact();
    }
  }
}

/** The times of every kind, in the same order for each run of a network. */
function storesOf(run: QueueRun): QuantileStore[] {
  const classes = Object.values(run.classes);
  const visits = classes.flatMap((own) => Object.values(own.visits));
  return [
    ...classes.map(({ responses }) => responses),
    ...[...Object.values(run.stations), ...visits].flatMap(({ waits }) => waits ?? []),
  ];
}
