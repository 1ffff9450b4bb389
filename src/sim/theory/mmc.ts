import { erlangC } from './erlang.ts';
import {
  type ExponentialWait,
  responseQuantileS,
  responseTail,
  waitQuantileS,
} from './exponentialWait.ts';

/** Steady state of a queue with waiting room; times in s. Where the load is not below 1 per server means are Infinity. */
export interface OpenQueue {
  /** Busy share of each server, 0..1. */
  readonly utilisation: number;
  readonly meanWaitS: number;
  readonly meanResponseS: number;
  readonly meanQueueLength: number;
  readonly meanInSystem: number;
}

export interface Mmc extends OpenQueue {
  /** Probability that an arrival waits. */
  readonly waitProbability: number;
}

/**
 * M/M/c with a FIFO queue: `arrivalRate` per s, exponential service of mean `serviceS` s, `servers` servers.
 * Source: Gross et al. (2008), section 2.4.
 */
export function mmc(arrivalRate: number, serviceS: number, servers: number): Mmc {
  const load = arrivalRate * serviceS;
  const waitProbability = erlangC(load, servers);
  const meanWaitS = load < servers ? (waitProbability * serviceS) / (servers - load) : Infinity;
  return { waitProbability, ...openQueue(arrivalRate, serviceS, servers, meanWaitS) };
}

/** M/M/1: the case of one server. Its response time is exponential. Source: Gross et al. (2008), section 2.2. */
export function mm1(arrivalRate: number, serviceS: number): Mmc {
  return mmc(arrivalRate, serviceS, 1);
}

/** The wait of M/M/c, FIFO, with load below `servers`. Source: Gross et al. (2008), section 2.4. */
export function mmcWait(arrivalRate: number, serviceS: number, servers: number): ExponentialWait {
  const load = arrivalRate * serviceS;
  return { probability: erlangC(load, servers), meanS: serviceS / (servers - load) };
}

/** Probability that the response time of M/M/c, FIFO, is longer than `timeS`; 1 when the servers are overloaded. */
export function mmcResponseTail(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  timeS: number,
): number {
  if (arrivalRate * serviceS >= servers) return 1;
  return responseTail(mmcWait(arrivalRate, serviceS, servers), serviceS, timeS);
}

/** Quantile `p` (0..1, not 1) of the response time of M/M/c, FIFO, s, by bisection; Infinity when overloaded. */
export function mmcResponseQuantileS(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  p: number,
): number {
  if (arrivalRate * serviceS >= servers) return Infinity;
  return responseQuantileS(mmcWait(arrivalRate, serviceS, servers), serviceS, p);
}

/** Quantile `p` (0..1) of the wait of M/M/c, s: 0 for those that need not wait, Infinity when overloaded. */
export function mmcWaitQuantileS(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  p: number,
): number {
  if (arrivalRate * serviceS >= servers) return Infinity;
  return waitQuantileS(mmcWait(arrivalRate, serviceS, servers), p);
}

/** The other figures of an open queue whose mean wait is known, by Little's law. */
export function openQueue(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  meanWaitS: number,
): OpenQueue {
  const meanResponseS = meanWaitS + serviceS;
  return {
    utilisation: Math.min(1, (arrivalRate * serviceS) / servers),
    meanWaitS,
    meanResponseS,
    meanQueueLength: arrivalRate * meanWaitS,
    meanInSystem: arrivalRate * meanResponseS,
  };
}
