import { QuantileStore } from './quantileStore.ts';

/**
 * For each of `ps` (0..1) the quantile of everything that several independent runs have together, as one jackknife
 * pseudo-value for each run: their mean is the estimate, freed of the bias that single runs have, and their spread gives its
 * interval. Runs without a value take no part; a single run gives its own quantile. Exact as long as the runs together have
 * at most a million values.
 * Source: R. G. Miller, The jackknife - a review, Biometrika 61 (1974) 1-15.
 */
export function pooledQuantiles(runs: readonly QuantileStore[], ps: readonly number[]): number[][] {
  const counted = runs.filter((run) => run.n > 0);
  const all = new QuantileStore();
  for (const run of counted) all.merge(run);
  return ps.map((p) => {
    const whole = all.quantile(p);
    if (whole === null || counted.length === 1) return whole === null ? [] : [whole];
    return counted.map(
      (run) => counted.length * whole - (counted.length - 1) * all.quantileWithout(run, p)!,
    );
  });
}
