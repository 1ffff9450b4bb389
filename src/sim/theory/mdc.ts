import { ln } from '../math/logarithm.ts';
import { poissonProbabilities } from '../stats/poisson.ts';
import { firstNotBelow } from './bisection.ts';

export interface Mdc {
  readonly waitProbability: number;
  readonly meanWaitS: number;
  /** Probabilities of 0, 1, ... jobs there, over time. */
  readonly states: readonly number[];
}

/** States squared times servers that are gone through at most. */
const MOST_WORK = 5e8;
const MOST_STATES = 1500;
/** e-folds after which the tail of the states is nothing. */
const FOLDS = 40;

/**
 * M/D/c: `arrivalRate` > 0 per s, each service exactly `serviceS` > 0 s, load below `servers`. Who is in service now is gone one service
 * later, and as many of those that wait are in service then as there are servers: a Markov chain from one service time to the
 * next, reduced state by state without subtractions. Null where its states are too many.
 * Source: H. C. Tijms, A First Course in Stochastic Models (2003), section 9.6.2, after C. D. Crommelin (1932); W. K. Grassmann,
 * M. I. Taksar and D. P. Heyman, Operations Research 33 (1985) 1107-1116 for the reduction.
 */
export function mdc(arrivalRate: number, serviceS: number, servers: number): Mdc | null {
  const load = arrivalRate * serviceS;
  const top = servers + Math.ceil(FOLDS / ln(tailRatio(load, servers)));
  if (top > MOST_STATES || top * top * servers > MOST_WORK) return null;
  const states = stationary(load, servers, top);
  const waiting = states.reduce((sum, p, n) => sum + p * Math.max(0, n - servers), 0);
  return {
    waitProbability: states.slice(servers).reduce((sum, p) => sum + p, 0),
    meanWaitS: waiting / arrivalRate,
    states,
  };
}

/**
 * Quantile `p` (0..1, not 1) of the wait of M/D/c, FIFO, s. Who waits for no longer than k services less u s finds that
 * those who waited u s before, and those who have come since, are fewer than k times the servers.
 * Source: G. J. Franx, Operations Research Letters 29 (2001) 221-229.
 */
export function mdcWaitQuantileS(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  states: readonly number[],
  p: number,
): number {
  // Probability that no more than m wait.
  const noMore: number[] = [];
  let sum = states.slice(0, servers).reduce((total, own) => total + own, 0);
  for (const own of states.slice(servers)) noMore.push((sum += own));
  const isBelow = (timeS: number): boolean => {
    const services = Math.floor(timeS / serviceS) + 1;
    const places = services * servers;
    const since = poissonProbabilities(arrivalRate * (services * serviceS - timeS), places - 1);
    const inTime = since.reduce((total, own, j) => total + own * (noMore[places - 1 - j] ?? 1), 0);
    return inTime < p;
  };
  return firstNotBelow(isBelow, serviceS);
}

/** z > 1 of z^c = e^(load (z - 1)): each state far up is less probable than the one below by this factor. */
function tailRatio(load: number, servers: number): number {
  // servers ln z - load (z - 1) is above 0 between 1 and the root, and greatest at servers/load.
  const isBelow = (x: number): boolean => {
    const z = servers / load + x;
    return servers * ln(z) - load * (z - 1) > 0;
  };
  return servers / load + firstNotBelow(isBelow, 1);
}

function stationary(load: number, servers: number, top: number): number[] {
  const arrivals = poissonProbabilities(load, top);
  // To the last state goes all that would be beyond it.
  const rows = Array.from({ length: top + 1 }, (_, n) => {
    const rest = Math.max(0, n - servers);
    const row = new Float64Array(top + 1);
    let lower = 0;
    for (let j = rest; j < top; j++) lower += row[j] = arrivals[j - rest]!;
    row[top] = Math.max(0, 1 - lower);
    return row;
  });
  for (let n = top; n > 0; n--) {
    const row = rows[n]!;
    const least = Math.max(0, n - servers);
    let down = 0;
    for (let j = least; j < n; j++) down += row[j]!;
    for (let i = 0; i < n; i++) {
      const share = (rows[i]![n]! /= down);
      if (share > 0) for (let j = least; j < n; j++) rows[i]![j]! += share * row[j]!;
    }
  }
  const weights = [1];
  for (let n = 1; n <= top; n++) {
    weights.push(weights.reduce((sum, weight, i) => sum + weight * rows[i]![n]!, 0));
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
