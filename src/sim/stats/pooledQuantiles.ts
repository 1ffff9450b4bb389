import { QuantileStore } from './quantileStore.ts';

/** Runs beyond so many are put together in as many groups. */
const MOST_GROUPS = 30;

/**
 * For each of `ps` (0..1) the quantile of everything that several independent runs have together, as one value for each run, or
 * for each of 30 groups of runs: their mean is that quantile, and their spread, that of the jackknife's pseudo-values, gives its
 * interval. Runs without a value take no part; a single run gives its own quantile. Exact as long as the runs together have at
 * most a million values.
 *
 * The mean of the pseudo-values themselves is no better estimate: a quantile is no smooth function of its values, and that mean has its
 * noise times the number of groups. Groups, because what is left out must be far more than the square root of all.
 * Source: R. G. Miller, The jackknife - a review, Biometrika 61 (1974) 1-15; J. Shao and C. F. J. Wu, Annals of Statistics 17
 * (1989) 1176-1197.
 */
export function pooledQuantiles(runs: readonly QuantileStore[], ps: readonly number[]): number[][] {
  const counted = grouped(runs.filter((run) => run.n > 0));
  const all = new QuantileStore();
  for (const run of counted) all.merge(run);
  return ps.map((p) => {
    const whole = all.quantile(p);
    if (whole === null || counted.length === 1) return whole === null ? [] : [whole];
    const without = counted.map((run) => all.quantileWithout(run, p)!);
    const middle = without.reduce((sum, value) => sum + value, 0) / counted.length;
    return without.map((value) => whole + (counted.length - 1) * (middle - value));
  });
}

/** Neighbours together, as evenly as can be. */
function grouped(runs: readonly QuantileStore[]): readonly QuantileStore[] {
  if (runs.length <= MOST_GROUPS) return runs;
  const groups = Array.from({ length: MOST_GROUPS }, () => new QuantileStore());
  for (const [i, run] of runs.entries()) {
    groups[Math.floor((i * MOST_GROUPS) / runs.length)]!.merge(run);
  }
  return groups;
}
