import { birthDeath, meanOver } from './birthDeath.ts';

/** With more states than this it takes seconds. */
export const MOST_STATES = 1_000_000;

/** A queue with exponential services, whose arrivals depend on how many are there; times in s, rates per s. */
export interface MarkovSystem {
  /** Rate at which jobs come while `n` are there, 0..`top`; those that come to `top` are lost. */
  readonly birth: (n: number) => number;
  readonly top: number;
  readonly servers: number;
  readonly serviceS: number;
  /** Mean exponential patience of those that wait; Infinity: they all stay. */
  readonly patienceS?: number;
}

export interface MarkovQueue {
  /** Jobs that come per s, those that are lost included. */
  readonly arrivalRate: number;
  /** Shares of those that come. */
  readonly blockProbability: number;
  readonly abandonProbability: number;
  /** Of those that are not lost. */
  readonly waitProbability: number;
  readonly meanWaitS: number;
  /** Served per s. */
  readonly throughput: number;
  readonly utilisation: number;
  readonly meanInSystem: number;
  readonly meanQueueLength: number;
  /** Of those that are not lost, until they are served or give up, s. */
  readonly meanResponseS: number;
  /** Probabilities of 0, 1, ... jobs there: over time, and as one that is not lost finds it. */
  readonly states: Float64Array;
  readonly found: Float64Array;
}

/** Stationary figures of a birth-death queue. Source: Gross et al. (2008), sections 2.1 and 2.6 to 2.10. */
export function markovQueue(system: MarkovSystem): MarkovQueue {
  const { birth, top, servers, serviceS, patienceS = Infinity } = system;
  const busyOf = (n: number): number => Math.min(n, servers);
  const waitingOf = (n: number): number => Math.max(0, n - servers);
  const states = birthDeath(top, birth, (n) => busyOf(n) / serviceS + waitingOf(n) / patienceS);
  const arrivalRate = meanOver(states, birth);
  const admittedRate = meanOver(states, (n) => (n < top ? birth(n) : 0));
  const found = states.map((p, n) => (p * birth(n)) / admittedRate).subarray(0, top);
  const busy = meanOver(states, busyOf);
  const meanQueueLength = meanOver(states, waitingOf);
  return {
    arrivalRate,
    blockProbability: (states[top]! * birth(top)) / arrivalRate,
    abandonProbability: meanQueueLength / patienceS / arrivalRate,
    waitProbability: meanOver(found, (n) => (n >= servers ? 1 : 0)),
    meanWaitS: meanQueueLength / admittedRate,
    throughput: busy / serviceS,
    utilisation: busy / servers,
    meanInSystem: busy + meanQueueLength,
    meanQueueLength,
    meanResponseS: (busy + meanQueueLength) / admittedRate,
    states,
    found,
  };
}
