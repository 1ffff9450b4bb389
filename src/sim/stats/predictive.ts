/**
 * Distribution-free interval for one more value of the same kind: of `n` values in ascending order the `j`-th smallest
 * to the `j`-th largest, which a further value falls between with probability (n + 1 - 2j) / (n + 1) or more (more
 * when values tie). `j` is the largest for which that is at least `level`; with fewer than 2 / (1 - level) - 1 values
 * (39 for 95 %) none is, and the interval is widened as far as it goes, to the extremes. Null without a value.
 * Source: S. S. Wilks, Annals of Mathematical Statistics 12 (1941) 91-96.
 */
export function predictiveInterval(
  sorted: ArrayLike<number>,
  level = 0.95,
): [low: number, high: number] | null {
  const n = sorted.length;
  if (n === 0) return null;
  // The margin keeps a j that is whole but for rounding: 40 * 0.025 is 1.0000000000000009.
  const j = Math.max(1, Math.floor(((n + 1) * (1 - level)) / 2 + 1e-9));
  return [sorted[j - 1]!, sorted[n - j]!];
}
