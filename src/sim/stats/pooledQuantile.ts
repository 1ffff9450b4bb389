import { LogHistogram } from './logHistogram.ts';

/**
 * Quantile `p` (0..1) of everything that several independent runs counted together, as one jackknife pseudo-value for each
 * run: their mean is the estimate, freed of the bias that single runs have, and their spread gives its interval. Runs without
 * a value take no part; a single run gives its own quantile.
 * Source: R. G. Miller, The jackknife - a review, Biometrika 61 (1974) 1-15.
 */
export function pooledQuantile(runs: readonly LogHistogram[], p: number): number[] {
  const counted = runs.filter((run) => run.n > 0);
  const all = new LogHistogram();
  for (const run of counted) all.merge(run);
  const whole = all.quantile(p);
  if (whole === null || counted.length === 1) return whole === null ? [] : [whole];
  return counted.map((run) => {
    all.subtract(run);
    const without = all.quantile(p)!;
    all.merge(run);
    return counted.length * whole - (counted.length - 1) * without;
  });
}
