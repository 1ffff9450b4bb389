/** Number, mean and unbiased variance of a sample; variance is null below two values, mean null without any. */
export interface Moments {
  readonly n: number;
  readonly mean: number | null;
  readonly variance: number | null;
}

/**
 * Moments in one pass without cancellation; equal values give exactly their value and a variance of exactly 0.
 * Source: B. P. Welford, Technometrics 4 (1962) 419-420.
 */
export function moments(values: Iterable<number>): Moments {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    n += 1;
    const before = value - mean;
    mean += before / n;
    squares += before * (value - mean);
  }
  return { n, mean: n > 0 ? mean : null, variance: n > 1 ? squares / (n - 1) : null };
}

/** Standard error of the mean; null below two values. */
export function standardError({ n, variance }: Moments): number | null {
  return variance === null ? null : Math.sqrt(variance / n);
}
