import type { CaseComparison, Comparison } from './compare.ts';
import { goals, type JudgedMetric, judgedMetrics, type WindowName } from './tolerance.ts';

/** How many of what is asked for holds. */
export interface Goal {
  readonly what: string;
  readonly within: number;
  readonly of: number;
  /** Share that has to hold, 0..1. */
  readonly wanted: number;
  readonly met: boolean;
}

/** A case that cannot be simulated, with the reason. */
export interface NotCompared {
  readonly name: string;
  readonly reason: string;
}

export interface Verdict {
  readonly goals: readonly Goal[];
  readonly met: boolean;
}

const windows: readonly WindowName[] = ['whole', 'steady'];
const windowTitles: Readonly<Record<WindowName, string>> = {
  whole: 'whole run',
  steady: 'steady part',
};
const titles: Readonly<Record<JudgedMetric, string>> = {
  failure_rate: 'failure rate',
  rps: 'throughput',
  avg_ms: 'mean',
  p50_ms: 'P50',
  p95_ms: 'P95',
};

/**
 * The goals, for the whole run and for the part after the ramp: failure rates counted by case, the other figures by case and
 * endpoint, error texts and connections by case. A case that cannot be simulated counts as missed.
 */
export function judge(
  cases: readonly CaseComparison[],
  notCompared: readonly NotCompared[] = [],
): Verdict {
  const missed = notCompared.length;
  const judged = windows.flatMap((window) =>
    judgedMetrics.map((metric) => {
      const figures = cases.map(({ comparisons }) =>
        comparisons.filter(
          (figure) => figure.judged && figure.window === window && figure.metric === metric,
        ),
      );
      const counted =
        metric === 'failure_rate'
          ? figures.filter((list) => list.length > 0).map((list) => list.every(isWithin))
          : figures.flat().map(isWithin);
      const unit = metric === 'failure_rate' ? 'cases' : 'figures';
      return goal(
        `${titles[metric]}, ${windowTitles[window]} (${unit})`,
        counted,
        goals[metric].share,
        missed,
      );
    }),
  );
  const all = [
    ...judged,
    goal(
      'error texts the same (cases)',
      cases.map(({ errors }) => errors.every(isWithin)),
      0.9,
      missed,
    ),
    goal(
      'most connections within 2 (cases)',
      cases.flatMap(({ mostConnections }) =>
        mostConnections === null ? [] : [mostConnections.within === true],
      ),
      0.9,
      missed,
    ),
  ].filter(({ of }) => of > 0);
  return { goals: all, met: all.length > 0 && all.every(({ met }) => met) };
}

function isWithin({ within }: Pick<Comparison, 'within'>): boolean {
  return within;
}

function goal(what: string, holds: readonly boolean[], wanted: number, missed: number): Goal {
  const within = holds.filter(Boolean).length;
  const of = holds.length === 0 ? 0 : holds.length + missed;
  return { what, within, of, wanted, met: of > 0 && within >= wanted * of };
}
