import { nestedSpread } from '../stats/nested.ts';
import {
  type EndpointRun,
  type RunSummary,
  type Uncertainty,
  type UncertainFigure,
  uncertainFigures,
} from './results.ts';

/** What the figures of `runs` differ by; run `i` has parameter set `i` modulo `sets`. */
export function uncertaintyOf(runs: readonly RunSummary[], sets: number): Uncertainty {
  const rows: readonly (readonly [string | null, (run: RunSummary) => EndpointRun])[] = [
    [null, (run) => run.aggregated],
    ...runs[0]!.endpoints.map(
      ({ name }, i) => [name, (run: RunSummary) => run.endpoints[i]!] as const,
    ),
  ];
  return {
    parameterSets: sets,
    figures: rows.flatMap(([endpoint, row]) =>
      uncertainFigures.flatMap((figure) => {
        const values = runs.map((run) => runFigure(row(run), figure));
        const spread = nestedSpread(values, sets);
        if (spread === null) return [];
        return [{ endpoint, figure, chance: spread.within, parameters: spread.between }];
      }),
    ),
  };
}

/** A figure of one run's row; null without a request. */
export function runFigure(row: EndpointRun, figure: UncertainFigure): number | null {
  if (figure !== 'capacityFailureRate') return row[figure];
  if (row.requests === 0) return null;
  return (row.failures - row.failuresByCause.functional) / row.requests;
}
