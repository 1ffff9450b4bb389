import { exp, log1p } from '../math/logarithm.ts';

/** Median (s) and standard deviation of the logarithm of a lognormal duration of mean `mean_s` s and coefficient of variation `cv`. */
export function lognormalOf({ mean_s, cv }: { readonly mean_s: number; readonly cv: number }): {
  readonly medianS: number;
  readonly sigma: number;
} {
  const variance = log1p(cv * cv);
  return { medianS: mean_s * exp(-variance / 2), sigma: Math.sqrt(variance) };
}
