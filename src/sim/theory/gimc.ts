import type { ExponentialWait } from './exponentialWait.ts';

/** Probabilities of 0..`most` points of a Poisson process of `rate` per s between two arrivals. */
export type CountsBetween = (rate: number, most: number) => ArrayLike<number>;

const MOST_SERVERS = 100;
/** Servers squared times steps that are gone through at most. */
const MOST_WORK = 1e8;
/** e-folds after which what is left is nothing. */
const FOLDS = 40;

/**
 * The wait in GI/M/c, FIFO: independent times between arrivals, of which `between` counts points, exponential service of mean
 * `serviceS` > 0 s, load below `servers`. Numbers found beyond the servers fall by the root s of s = A(c (1 - s)/S) each, where A is
 * the transform of the time between arrivals. Those below follow one from the other: what is found rises past j as often as it falls
 * to j or less, all terms positive. Null for what takes too long. Source: Gross et al. (2008), section 5.3.
 */
export function gimcWait(
  between: CountsBetween,
  serviceS: number,
  servers: number,
): ExponentialWait | null {
  if (servers > MOST_SERVERS) return null;
  const rest = restOfRoot((u) => between((servers * u) / serviceS, 0)[0]!);
  const meanS = serviceS / (servers * rest);
  if (servers === 1) return { probability: 1 - rest, meanS };
  const steps = Math.ceil(FOLDS * (1.5 * servers + 1 / rest));
  if (steps * servers ** 2 > MOST_WORK) return null;
  const below = foundBelow(between, serviceS, servers, rest, steps);
  return { probability: (1 - rest) / (1 + rest * below), meanS };
}

/** u = 1 - s of the root s < 1 of s = `transform(u)`, by bisection. */
function restOfRoot(transform: (u: number) => number): number {
  let low = 0;
  let high = 1;
  for (let middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
    if (transform(middle) < 1 - middle) low = middle;
    else high = middle;
  }
  return high;
}

/** How likely it is to find fewer than c - 1 there, as a multiple of finding c - 1; beyond, each is 1 - `rest` times the one before. */
function foundBelow(
  between: CountsBetween,
  serviceS: number,
  servers: number,
  rest: number,
  steps: number,
): number {
  const counts = between(servers / serviceS, steps);
  // Who finds n leaves n + 1 behind. Together those that find c - 1 or more have found so many.
  const crowd = leftAfter({ jobs: servers, servers, excess: 1 - rest, rest }, counts);
  const found: number[] = [];
  const left: Float64Array[] = [];
  for (let j = servers - 2; j >= 0; j--) {
    let falls = upTo(crowd, j) / rest;
    for (let i = j + 1; i <= servers - 2; i++) falls += found[i]! * upTo(left[i]!, j);
    found[j] = falls / between((j + 1) / serviceS, 0)[0]!;
    left[j] = leftAfter({ jobs: j + 1, servers, excess: 0, rest }, counts);
  }
  return found.reduce((sum, weight) => sum + weight, 0);
}

/**
 * Probabilities of 0, 1, ... jobs at the next arrival. Now there are `jobs` of them, or with probability `excess` more, of which each
 * end of service leaves `jobs` with probability `rest`. `counts` are of points at the rate of all servers: each
 * job's service ends at one of `servers` of them.
 */
function leftAfter(
  { jobs, servers, excess, rest }: { jobs: number; servers: number; excess: number; rest: number },
  counts: ArrayLike<number>,
): Float64Array {
  const now = new Float64Array(jobs + 1);
  now[jobs] = 1 - excess;
  const then = new Float64Array(jobs + 1);
  let beyond = excess;
  let later = 1;
  for (let k = 0; k < counts.length; k++) {
    const p = counts[k]!;
    later -= p;
    for (let n = 0; n <= jobs; n++) then[n]! += p * now[n]!;
    for (let n = 0; n <= jobs; n++) {
      now[n] = now[n]! * (1 - n / servers) + (n < jobs ? (now[n + 1]! * (n + 1)) / servers : 0);
    }
    now[jobs]! += beyond * rest;
    beyond *= 1 - rest;
  }
  // By the last of them everybody has left.
  then[0]! += Math.max(0, later);
  return then;
}

function upTo(probabilities: Float64Array, j: number): number {
  let sum = 0;
  for (let n = 0; n <= j; n++) sum += probabilities[n]!;
  return sum;
}
