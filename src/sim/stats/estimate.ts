import { controlledMean } from './controlVariate.ts';
import { type Moments, moments, standardError } from './moments.ts';
import { predictiveInterval } from './predictive.ts';
import { ascending } from './quantile.ts';
import { studentQuantile } from './studentT.ts';

/**
 * A figure over replications. `low`..`high` is the 95 % predictive interval of one run (order statistics, widened to
 * the extremes when replications are few); `ci` the 95 % Student interval of the mean. `n` replications had a value.
 */
export interface Estimate {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly ci: readonly [number, number] | null;
  readonly n: number;
}

/**
 * Summary of one figure over replications; a null is a replication without the figure (no request, so no latency) and
 * counts in nothing. Without a value all is null, and one value alone has no interval of its mean. Replications are
 * independent, or make `groups` independent groups (value `i` in group `i` modulo `groups`): then the interval of the mean
 * is that of the groups' means.
 */
export function estimate(values: readonly (number | null)[], groups = values.length): Estimate {
  const present = ascending(values.filter((value) => value !== null));
  const sample = moments(present);
  const [low, high] = predictiveInterval(present) ?? [null, null];
  const ci = meanInterval(groups < values.length ? groupMeans(values, groups) : sample);
  return { mean: sample.mean, low, high, ci, n: sample.n };
}

/**
 * The same over independent replications, for each of which a variate of mean 0 was drawn that goes along with the figure:
 * `mean` and `ci` are those of `controlledMean` where that is of use, so that luck in the draws is not taken for
 * uncertainty. `low`..`high` stay where single runs end up.
 */
export function controlledEstimate(
  values: readonly (number | null)[],
  control: readonly number[],
): Estimate {
  const present = [...values.keys()].filter((i) => values[i] !== null);
  const controlled = controlledMean(
    present.map((i) => values[i]!),
    present.map((i) => control[i]!),
  );
  return { ...estimate(values), ...controlled };
}

function groupMeans(values: readonly (number | null)[], groups: number): Moments {
  const means = Array.from({ length: groups }, (_, group) => {
    const own = values.filter((_, i) => i % groups === group);
    return moments(own.filter((value) => value !== null)).mean;
  });
  return moments(means.filter((mean) => mean !== null));
}

/** Student interval of a mean of independent, about normal values; null below two of them. */
export function meanInterval(
  sample: ReturnType<typeof moments>,
  level = 0.95,
): readonly [number, number] | null {
  const error = standardError(sample);
  if (error === null || sample.mean === null) return null;
  const half = error === 0 ? 0 : studentQuantile((1 + level) / 2, sample.n - 1) * error;
  return [sample.mean - half, sample.mean + half];
}
