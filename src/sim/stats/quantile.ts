/** Values in ascending order, as a copy; NaN is refused because it has no place in an order. */
export function ascending(values: Iterable<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  // A typed array's sort puts NaN last.
  if (Number.isNaN(sorted.at(-1) ?? 0)) throw new RangeError('a sample with NaN has no quantiles');
  return sorted;
}

/**
 * Quantile `p` (0..1) of values in ascending order, interpolated between order statistics; null without a value.
 * Source: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361-365, definition 7.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number | null {
  return quantileByRank(sorted.length, (rank) => sorted[rank]!, p);
}

/** The same of `n` values of which `at` gives the one of a rank (0..n-1 in ascending order). */
export function quantileByRank(n: number, at: (rank: number) => number, p: number): number | null {
  if (n === 0) return null;
  const position = (n - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(position);
  const low = at(below);
  return low + (position - below) * (at(Math.min(below + 1, n - 1)) - low);
}

/** Median of values in any order; null without a value. */
export function median(values: Iterable<number>): number | null {
  return quantile(ascending(values), 0.5);
}
