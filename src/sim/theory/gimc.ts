import type { ExponentialWait } from './exponentialWait.ts';

/** Probabilities of 0..`most` points of a Poisson process of `rate` per s between two arrivals. */
export type CountsBetween = (rate: number, most: number) => ArrayLike<number>;

/** Beyond, what it takes to find some states is too large for a double. */
const MOST_SERVERS = 500;
/** Distance between the points from which a quotient is found where it is 0/0. */
const STEP = 0.01;

/**
 * The wait in GI/M/c, FIFO: independent times between arrivals, of which `counts` counts points, exponential service of mean
 * `serviceS` > 0 s, load below `servers`. Numbers found beyond the servers fall by the root s of s = A(c (1 - s)/S) each, where A is
 * the transform of the time between arrivals, the probability of no point. Those below follow from their binomial
 * moments; all terms are positive. Null for too many servers.
 * Source: L. Takacs, Introduction to the Theory of Queues (1962), 2.3; Gross et al. (2008), section 5.3.
 */
export function gimcWait(
  counts: CountsBetween,
  serviceS: number,
  servers: number,
): ExponentialWait | null {
  if (servers > MOST_SERVERS) return null;
  // Probability that none of so many jobs ends its service until the next arrival.
  const none = (jobs: number): number => counts(jobs / serviceS, 0)[0]!;
  const rest = restOfRoot((u) => none(servers * u));
  const meanS = serviceS / (servers * rest);
  return { probability: 1 / (1 + rest * below(none, servers, rest)), meanS };
}

/**
 * u = 1 - s of the root s < 1 of s = `transform(u)`. Their difference is convex and above 0 beyond the root, so that the zeros of its
 * chords come down to the root and never pass it.
 */
function restOfRoot(transform: (u: number) => number): number {
  const at = (u: number): { u: number; excess: number } => ({ u, excess: transform(u) - (1 - u) });
  let far = at(1);
  let near = at(1 - far.excess);
  while (near.excess > 0 && near.excess < far.excess && near.u < far.u) {
    const slope = (far.excess - near.excess) / (far.u - near.u);
    [far, near] = [near, at(near.u - near.excess / slope)];
  }
  return near.u;
}

/** How likely it is to find a free server, as a multiple of finding none free and nobody waiting. */
function below(none: (jobs: number) => number, servers: number, rest: number): number {
  // Both sides of the quotient are 0 at the root.
  const root = servers * rest;
  const noneAtRoot = none(root);
  const quotient = (j: number, noneAtJ: number): number =>
    (servers - j - servers * noneAtJ) / (servers - j - servers * noneAtRoot);
  let sum = 0;
  let weight = 1;
  for (let j = 1; j <= servers; j++) {
    const noneAtJ = none(j);
    const isRoot = Math.abs(j - root) < STEP / 2;
    weight *= (servers - j + 1) / j / noneAtJ;
    sum += weight * (isRoot ? between((x) => quotient(x, none(x)), j) : quotient(j, noneAtJ));
    weight *= 1 - noneAtJ;
  }
  return sum;
}

/** Value of a smooth function at `at`, from three points on either side. */
function between(of: (x: number) => number, at: number): number {
  const pair = (k: number): number => of(at - k * STEP) + of(at + k * STEP);
  return (15 * pair(1) - 6 * pair(2) + pair(3)) / 20;
}
