import { meanInterval } from './estimate.ts';
import { moments } from './moments.ts';

/** Mean of after - before with its Student interval; null where pairs are too few. */
export interface PairedDifference {
  readonly mean: number | null;
  readonly ci: readonly [number, number] | null;
  readonly n: number;
}

/**
 * How much a change moves a figure, from replications paired by seed: under common random numbers the pairs share
 * their luck, so that the interval of the difference is narrower than the two intervals suggest. A pair in which
 * either value is null is left out. Both lists have the same length and order.
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 10.2.1.
 */
export function pairedDifference(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  level = 0.95,
): PairedDifference {
  if (before.length !== after.length) {
    throw new RangeError(
      `pairs need equal lengths; before has ${before.length}, after ${after.length}`,
    );
  }
  const differences: number[] = [];
  for (const [i, a] of after.entries()) {
    const b = before[i] ?? null;
    if (a !== null && b !== null) differences.push(a - b);
  }
  const sample = moments(differences);
  return { mean: sample.mean, ci: meanInterval(sample, level), n: sample.n };
}
