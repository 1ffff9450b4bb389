import { birthDeath, meanOver } from './birthDeath.ts';

export interface Mmck {
  /** Probability that an arrival is refused because the system is full. */
  readonly blockProbability: number;
  /** Completed per s. */
  readonly throughput: number;
  readonly utilisation: number;
  readonly meanInSystem: number;
  readonly meanQueueLength: number;
  /** Of those admitted, s. */
  readonly meanResponseS: number;
  readonly meanWaitS: number;
  /** Probability that one that is admitted waits, and those that it finds 0, 1, ... there. */
  readonly waitProbability: number;
  readonly found: Float64Array;
}

/**
 * M/M/c/K: at most `capacity` in the system, those in service included; who comes later is refused. `arrivalRate` > 0
 * per s, `serviceS` > 0 s. Source: Gross et al. (2008), section 2.6.
 */
export function mmck(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  capacity: number,
): Mmck {
  const p = birthDeath(
    capacity,
    () => arrivalRate,
    (n) => Math.min(n, servers) / serviceS,
  );
  const busy = meanOver(p, (n) => Math.min(n, servers));
  const meanInSystem = meanOver(p, (n) => n);
  const throughput = busy / serviceS;
  const admitted = meanOver(p, (n) => (n < capacity ? 1 : 0));
  const found = p.subarray(0, capacity).map((share) => share / admitted);
  return {
    blockProbability: p[capacity]!,
    throughput,
    utilisation: busy / servers,
    meanInSystem,
    meanQueueLength: meanInSystem - busy,
    meanResponseS: meanInSystem / throughput,
    meanWaitS: (meanInSystem - busy) / throughput,
    waitProbability: meanOver(found, (n) => (n >= servers ? 1 : 0)),
    found,
  };
}
