import { meansOf } from './batchMeans.ts';

/**
 * Where the warm-up of a series ends: the number of leading values to drop (a multiple of 5), so that the marginal
 * standard error of the rest, taken over means of 5, is least. Null when that point lies in the second half, which says
 * that the series is too short to tell, or when there are fewer than ten values.
 * Source: K. P. White, M. J. Cobb and S. C. Spratt, Proc. Winter Simulation Conference 2000, 755-760 (MSER-5).
 */
export function warmUpEnd(series: ArrayLike<number>): number | null {
  const means = meansOf(series, 5);
  const k = means.length;
  if (k < 2) return null;

  // Walking backwards keeps the moments of the rest by Welford's update: linear instead of quadratic.
  let mean = 0;
  let squares = 0;
  let best = Infinity;
  let dropped = 0;
  for (let d = k - 1; d >= 0; d--) {
    const n = k - d;
    const before = means[d]! - mean;
    mean += before / n;
    squares += before * (means[d]! - mean);
    // The last few means agree by chance; White's rule leaves out the rests shorter than five of them.
    if (n < Math.min(5, k)) continue;
    const score = squares / (n * n);
    if (score <= best) {
      best = score;
      dropped = d;
    }
  }
  return dropped > k / 2 ? null : dropped * 5;
}
