import { pairedDifference } from '../stats/paired.ts';
import {
  type ComparedFigure,
  comparedFigures,
  type FixChange,
  type PairedDifference,
  type RunSummary,
} from './results.ts';
import { capacityFailureRate } from './trial.ts';

/** Figures over all requests of single runs, in the order of their seeds; null where a run had no request. */
export type Sample = Readonly<Record<ComparedFigure, readonly (number | null)[]>>;

export function sampleOf(runs: readonly RunSummary[]): Sample {
  return byFigure((figure) =>
    runs.map(({ aggregated }) =>
      figure === 'capacityFailureRate' ? capacityFailureRate(aggregated) : aggregated[figure],
    ),
  );
}

/**
 * By how much figures move from `before` to `after` at each load (samples by number of users). The seeds of both begin
 * alike; where one side has more of them the others are left out.
 */
export function changes(
  loads: readonly number[],
  before: ReadonlyMap<number, Sample>,
  after: ReadonlyMap<number, Sample>,
): FixChange[] {
  return loads.map((users) => ({
    users,
    ...byFigure((figure): PairedDifference => {
      const from = before.get(users)![figure];
      const to = after.get(users)![figure];
      const pairs = Math.min(from.length, to.length);
      return pairedDifference(from.slice(0, pairs), to.slice(0, pairs));
    }),
  }));
}

function byFigure<Value>(value: (figure: ComparedFigure) => Value): Record<ComparedFigure, Value> {
  return Object.fromEntries(comparedFigures.map((figure) => [figure, value(figure)])) as Record<
    ComparedFigure,
    Value
  >;
}
