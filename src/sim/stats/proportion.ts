import { expm1, log1p } from '../math/logarithm.ts';
import { incompleteBeta, lnGamma } from './incompleteBeta.ts';
import { normalQuantile } from './normal.ts';

/**
 * Wilson's score interval of a share, `count` of `n` independent trials; [0, 1] without a trial.
 * Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212.
 */
export function wilsonInterval(
  count: number,
  n: number,
  level = 0.95,
): [low: number, high: number] {
  if (n === 0) return [0, 1];
  const z = normalQuantile((1 + level) / 2);
  const share = count / n;
  const weight = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // At the ends the bound is exactly 0 or 1; rounding must not push it past.
  return [count === 0 ? 0 : centre - half, count === n ? 1 : centre + half];
}

/**
 * Exact two-sided interval of a share: never covers less than `level`; [0, 1] without a trial.
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413.
 */
export function clopperPearsonInterval(
  count: number,
  n: number,
  level = 0.95,
): [low: number, high: number] {
  const alpha = (1 - level) / 2;
  return [
    count === 0 ? 0 : betaQuantile(alpha, count, n - count + 1),
    count === n ? 1 : betaQuantile(1 - alpha, count + 1, n - count),
  ];
}

/**
 * Largest share of failures, one-sided at `level`, that `n` requests without a failure leave possible: 1 - (1-level)^(1/n),
 * for 95 % about 3/n (the rule of three). 1 without a request.
 */
export function zeroFailuresBound(n: number, level = 0.95): number {
  return n === 0 ? 1 : -expm1(log1p(-level) / n);
}

/** Requests without a failure that it takes to show, one-sided at `level`, a failure share below `limit` (0..1). */
export function requestsToShow(limit: number, level = 0.95): number {
  return Math.ceil(log1p(-level) / log1p(-limit));
}

function betaQuantile(p: number, a: number, b: number): number {
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  let low = 0;
  let high = 1;
  // Halving until no double lies between is at most some 1,100 steps for a quantile near 0, usually about 55.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (incompleteBeta(middle, a, b, lnBeta) < p) low = middle;
    else high = middle;
  }
}
