/** Probabilities of 0..`most` points of a Poisson process during a random time. */
export type Counts = (most: number) => ArrayLike<number>;

export interface Mg1k {
  /** Probability that an arrival is refused because the system is full. */
  readonly blockProbability: number;
  /** Of one that is admitted: probability that it waits, and its mean wait, s. */
  readonly waitProbability: number;
  readonly meanWaitS: number;
  readonly meanInSystem: number;
}

/** Sums of probabilities below this are their rounding. */
const ROUNDING = 1e-14;
/** Weights beyond this are made smaller before the next, which is so many times larger at most, overflows. */
const LARGE = 1e200;
const LARGEST_RISE = 1e100;

/**
 * M/G/1/K: one server, at most `capacity` >= 1 in the system, the one in service included; `arrivalRate` > 0 per s, `load` > 0
 * erlangs, and `during` counts the arrivals during a service. By what departures leave behind: their number falls to j as often as it
 * rises past it, which gives one state after the other from positive terms. Null where a service without an arrival is too rare. Source: Gross et al. (2008), sections 5.1.3 and 5.1.8.
 */
export function mg1k(
  arrivalRate: number,
  load: number,
  capacity: number,
  during: Counts,
): Mg1k | null {
  const none = during(0)[0]!;
  if (none < 1 / LARGEST_RISE) return null;
  const { more, over } = tailsOf(during(2 * capacity + 200), load);
  const left = [1];
  for (let j = 0; j + 1 < capacity; j++) {
    let rises = left[0]! * more[j]!;
    for (let i = 1; i <= j; i++) rises += left[i]! * more[j - i + 1]!;
    left.push(rises / none);
    if (left[j + 1]! > LARGE) for (const k of left.keys()) left[k]! /= LARGE;
  }
  const sum = left.reduce((total, weight) => total + weight, 0);
  const states = left.map((weight) => weight / sum);
  // Those that come during a service beyond the places that are free when it begins.
  const lostPerService = states.reduce(
    (total, p, n) => total + p * over[capacity - Math.max(n, 1)]!,
    0,
  );
  const meanInSystem =
    (states.reduce((total, p, n) => total + n * p, 0) + capacity * lostPerService) /
    (1 + lostPerService);
  const throughput = arrivalRate / (1 + lostPerService);
  const busy = load / (1 + lostPerService);
  return {
    blockProbability: lostPerService / (1 + lostPerService),
    waitProbability: 1 - states[0]!,
    meanWaitS: (meanInSystem - busy) / throughput,
    meanInSystem,
  };
}

/** Of a count of mean `mean`: probability of more than k, and the mean excess over m; what lies beyond the list by difference. */
function tailsOf(counts: ArrayLike<number>, mean: number): { more: number[]; over: number[] } {
  const p = Array.from(counts);
  const more = sumsFromEnd(p.slice(1), 1 - p.reduce((sum, one) => sum + one, 0));
  const beyond = mean - more.reduce((sum, one) => sum + one, 0);
  return { more, over: sumsFromEnd(more, beyond) };
}

/** Sums of `values` from each on to the end, and of `rest` behind it. */
function sumsFromEnd(values: readonly number[], rest: number): number[] {
  const sums = [rest < ROUNDING ? 0 : rest];
  for (const value of values.toReversed()) sums.push(sums.at(-1)! + value);
  return sums.reverse();
}
