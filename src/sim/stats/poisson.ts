import { exp } from '../math/logarithm.ts';

/** Weights below this share of the largest one no longer change their sum. */
const NEGLIGIBLE = 1e-20;

/**
 * Probabilities of 0..`most` points of a Poisson process that has `mean` >= 0 of them, with a relative error of about 1e-14 but
 * for those that underflow: from the most probable number both ways, by their sum.
 * Source: B. L. Fox and P. W. Glynn, Communications of the ACM 31 (1988) 440-445.
 */
export function poissonProbabilities(mean: number, most: number): Float64Array {
  if (most === 0) return Float64Array.of(exp(-mean));
  const p = new Float64Array(most + 1);
  // So many standard deviations below the mean nothing is left.
  if (mean - most > 60 * Math.sqrt(mean) + 800) return p;
  const mode = Math.floor(mean);
  let sum = 0;
  const put = (k: number, weight: number): void => {
    sum += weight;
    if (k <= most) p[k] = weight;
  };
  put(mode, 1);
  for (let k = mode, weight = 1; k > 0 && weight > 0; k--) {
    weight *= k / mean;
    put(k - 1, weight);
  }
  for (let k = mode + 1, weight = 1; weight > 0 && (k <= most || weight > NEGLIGIBLE); k++) {
    weight *= mean / k;
    put(k, weight);
  }
  for (let k = 0; k <= most; k++) p[k] = p[k]! / sum;
  return p;
}
