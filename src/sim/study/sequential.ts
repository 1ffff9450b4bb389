import type { Scenario } from '../model/scenario.ts';
import { zeroFailuresBound } from '../stats/proportion.ts';
import { setsFor, spread } from './parameterSets.ts';
import type {
  EndpointTrial,
  Precision,
  PreciseFigure,
  RunSummary,
  Study,
  Trial,
} from './results.ts';
import { replicationSeeds, summariseTrial } from './trial.ts';

/** Fewer replications than this stop too early too often: their own spread is not known well enough. */
export const LEAST_REPLICATIONS = 10;

export interface UntilPrecise {
  /** All of them are to be reached. */
  readonly wanted: readonly Precision[];
  /** Replications at most, at least 10. */
  readonly atMost: number;
}

export interface SequentialOptions extends UntilPrecise {
  /** 0..2^32-1 */
  readonly seed: number;
}

/**
 * Replicates one scenario until its figures over all requests are known as precisely as wanted, or `atMost` times; the
 * result says which. A time is known to 5 % when the half-width of its 95 % interval is at most 0.05 / 1.05 of the mean,
 * since the truth and not the estimate is what the error counts from. Looks are few (each asks for as many replications
 * as the spread so far calls for, at most twice as many), because every look is one more chance to stop by luck.
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 9.4.1.
 */
export function* sequentialTrialStudy(
  scenario: Scenario,
  options: SequentialOptions,
): Study<Trial> {
  const { wanted, atMost, seed } = options;
  const runs: RunSummary[] = [];
  const sets = setsFor(scenario, atMost);
  let count = Math.min(LEAST_REPLICATIONS, atMost);
  let label = `the first ${count} replications`;
  for (;;) {
    const seeds = replicationSeeds(seed, count).slice(runs.length);
    const part = spread(scenario, seeds, sets, runs.length);
    const results = yield {
      tasks: part.tasks,
      progress: runs.length / atMost,
      until: count / atMost,
      label,
    };
    runs.push(...part.runs(results));
    const trial = summariseTrial(scenario, seed, runs, Math.min(sets, runs.length));
    const found = wanted.map((precision) => ({
      ...precision,
      reached: errorOf(precision.figure, trial.aggregated),
    }));
    const missing = found.filter(({ reached, within }) => reached === null || reached > within);
    if (missing.length === 0 || runs.length >= atMost) {
      return { ...trial, stopping: { atMost, precise: missing.length === 0, figures: found } };
    }
    const growth = Math.max(
      ...missing.map(({ reached, within }) => (reached === null ? 2 : (reached / within) ** 2)),
    );
    count = Math.min(atMost, Math.ceil(runs.length * Math.min(2, Math.max(1.1, growth))));
    label = `${count} replications, as ${missing[0]!.figure} is not yet known well enough`;
  }
}

/** How far the mean may be off with 95 % confidence: of a rate in its own unit, of a time relative to the truth. */
function errorOf(figure: PreciseFigure, row: EndpointTrial): number | null {
  const { mean, high, ci } = row[figure];
  if (mean === null || high === null || ci === null) return null;
  const half = (ci[1] - ci[0]) / 2;
  if (figure === 'failureRate' || figure === 'capacityFailureRate') {
    // Without any failure the spread is 0, which is no certainty.
    return high > 0 ? half : zeroFailuresBound((row.requests.mean ?? 0) * row.requests.n);
  }
  return half === 0 ? 0 : half < mean ? half / (mean - half) : null;
}
