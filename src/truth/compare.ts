import { replicationSeed } from '../sim/kernel/randomStreams.ts';
import type { TruthCase } from './case.ts';
import { sameText } from './errorTexts.ts';
import { type SimulatedRun, simulateCase } from './measure.ts';
import {
  connectionsTolerance,
  isJudged,
  type Metric,
  metrics,
  tolerance,
  valueOf,
  type WindowName,
} from './tolerance.ts';
import { translateWithOthers } from './background.ts';

/** Median over the replications, and the interval that holds nine tenths of them. */
export interface Prediction {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Comparison {
  readonly window: WindowName;
  readonly endpoint: string;
  readonly metric: Metric;
  readonly measured: number;
  /** null: in most replications there was no such request. */
  readonly predicted: Prediction | null;
  /** Predicted minus measured: points for the failure rate, else over what was measured. */
  readonly error: number | null;
  /** In the unit of `measured`. */
  readonly tolerance: number;
  readonly judged: boolean;
  readonly within: boolean;
}

/** A figure that is shown; `within` is null where nothing is asked of it. */
export interface Shown {
  readonly measured: number;
  readonly predicted: Prediction;
  readonly within: boolean | null;
}

export interface ErrorText {
  readonly endpoint: string;
  readonly text: string;
  readonly measured: number;
  readonly predicted: number;
  readonly within: boolean;
}

export interface CaseComparison {
  readonly name: string;
  readonly title: string;
  readonly comparisons: readonly Comparison[];
  /** By endpoint: requests in flight at the end, which are in no other figure. */
  readonly unfinished: Readonly<Record<string, Shown>>;
  readonly mostConnections: Shown | null;
  readonly errors: readonly ErrorText[];
}

/** A text that fewer requests than this share have may be missing on the other side. */
const RARE = 0.01;

/** Simulates `truth` with `replications` seeds and puts what comes out beside what was measured. */
export function compareCase(truth: TruthCase, replications: number, seed = 1): CaseComparison {
  const scenario = translateWithOthers(truth);
  const runs = Array.from({ length: replications }, (_, i) =>
    simulateCase(truth, scenario, replicationSeed(seed, i)),
  );
  return {
    name: truth.name,
    title: truth.title,
    comparisons: (['whole', 'steady'] as const).flatMap((window) =>
      Object.keys(truth[window]?.endpoints ?? {}).flatMap((endpoint) =>
        metrics.flatMap((metric) => compare(truth, runs, window, endpoint, metric)),
      ),
    ),
    unfinished: unfinished(truth, runs),
    mostConnections: mostConnections(truth, runs),
    errors: errorTexts(truth, runs),
  };
}

function compare(
  truth: TruthCase,
  runs: readonly SimulatedRun[],
  window: WindowName,
  endpoint: string,
  metric: Metric,
): Comparison[] {
  const measured = valueOf(truth[window]!.endpoints[endpoint]!, metric);
  if (measured === null) return [];
  const values = runs
    .map((run) => run[window]?.[endpoint])
    .map((figures) => (figures === undefined ? null : valueOf(figures, metric)))
    .filter((value) => value !== null);
  const predicted = values.length * 2 > runs.length ? predict(values) : null;
  const difference = predicted === null ? null : predicted.median - measured;
  const allowed = tolerance(truth, window, metric, measured);
  return [
    {
      window,
      endpoint,
      metric,
      measured,
      predicted,
      error: difference === null || metric === 'failure_rate' ? difference : difference / measured,
      tolerance: allowed,
      judged: isJudged(truth, metric),
      within: difference !== null && Math.abs(difference) <= allowed,
    },
  ];
}

function predict(values: readonly number[]): Prediction {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? sorted[Math.floor(middle)]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, low: at(0.05), high: at(0.95) };
}

function unfinished(truth: TruthCase, runs: readonly SimulatedRun[]): CaseComparison['unfinished'] {
  return Object.fromEntries(
    Object.entries(truth.unfinished ?? {}).map(([endpoint, measured]) => [
      endpoint,
      {
        measured,
        predicted: predict(runs.map((run) => run.unfinished[endpoint] ?? 0)),
        within: null,
      },
    ]),
  );
}

function mostConnections(truth: TruthCase, runs: readonly SimulatedRun[]): Shown | null {
  if (truth.most_connections === null) return null;
  const measured = [
    truth.most_connections,
    ...truth.repetitions.map(({ most_connections }) => most_connections),
  ].filter((value) => value !== null);
  const predicted = predict(runs.map((run) => run.mostConnections));
  const { median } = predicted;
  return {
    measured: truth.most_connections,
    predicted,
    within:
      median >= Math.min(...measured) - connectionsTolerance &&
      median <= Math.max(...measured) + connectionsTolerance,
  };
}

function errorTexts(truth: TruthCase, runs: readonly SimulatedRun[]): ErrorText[] {
  return Object.keys(truth.whole.endpoints).flatMap((endpoint) => {
    const measured = normalised(truth.errors[endpoint]);
    const predicted = runs.map((run) => normalised(run.errors[endpoint]));
    const rare = Math.max(1, RARE * truth.whole.endpoints[endpoint]!.requests);
    const texts = new Set([
      ...Object.keys(measured),
      ...predicted.flatMap((counts) => Object.keys(counts)),
    ]);
    return [...texts].map((text) => {
      const times = predicted.map((counts) => counts[text] ?? 0);
      const { median } = predict(times);
      const real = measured[text] ?? 0;
      const known = real > 0 ? real <= rare || times.some((n) => n > 0) : median <= rare;
      return { endpoint, text, measured: real, predicted: median, within: known };
    });
  });
}

function normalised(
  counts: Readonly<Record<string, number>> | undefined,
): Readonly<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const [text, times] of Object.entries(counts ?? {})) {
    result[sameText(text)] = (result[sameText(text)] ?? 0) + times;
  }
  return result;
}
