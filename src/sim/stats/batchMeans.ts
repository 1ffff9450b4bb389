import { meanInterval } from './estimate.ts';
import { moments } from './moments.ts';

/** A steady-state mean from one long run. */
export interface BatchMeans {
  readonly mean: number;
  readonly ci: readonly [number, number];
  readonly batches: number;
  readonly batchSize: number;
  /** Correlation of neighbouring batch means, -1..1: well above 0 says that the batches are too short to trust `ci`. */
  readonly lag1: number;
}

/**
 * Mean of an autocorrelated series with an interval from `batches` non-overlapping batches of equal length; the first
 * values that do not fill a batch are left out. Null when the series is shorter than one value per batch.
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 9.5.3.
 */
export function batchMeans(
  series: ArrayLike<number>,
  batches = 20,
  level = 0.95,
): BatchMeans | null {
  if (!Number.isInteger(batches) || batches < 2) {
    throw new RangeError(`batches is ${batches}; accepted: a whole number >= 2`);
  }
  const batchSize = Math.floor(series.length / batches);
  if (batchSize === 0) return null;
  const means = meansOf(series, batchSize, series.length - batchSize * batches);
  const sample = moments(means);
  return {
    mean: sample.mean!,
    ci: meanInterval(sample, level)!,
    batches,
    batchSize,
    lag1: lag1Correlation(means, sample.mean!),
  };
}

/** Means of successive batches of `size` values from index `from` on; a last incomplete batch is left out. */
export function meansOf(series: ArrayLike<number>, size: number, from = 0): number[] {
  const means: number[] = [];
  for (let start = from; start + size <= series.length; start += size) {
    let sum = 0;
    for (let i = start; i < start + size; i++) sum += series[i]!;
    means.push(sum / size);
  }
  return means;
}

function lag1Correlation(values: readonly number[], mean: number): number {
  let products = 0;
  let squares = 0;
  for (const [i, value] of values.entries()) {
    squares += (value - mean) ** 2;
    const next = values[i + 1];
    if (next !== undefined) products += (value - mean) * (next - mean);
  }
  return squares === 0 ? 0 : products / squares;
}
