import { birthDeath, meanOver } from './birthDeath.ts';

export interface ClosedMmc {
  readonly throughput: number;
  readonly utilisation: number;
  readonly meanInSystem: number;
  readonly meanResponseS: number;
  readonly meanWaitS: number;
  /** Probabilities of 0, 1, ... requests there, over time and as one that comes finds it: as it is without itself. */
  readonly states: Float64Array;
  readonly found: Float64Array;
}

/**
 * Closed M/M/c//N (machine repair): `users` that each think for an exponential time of mean `thinkS` > 0 s and then ask
 * for exponential service of mean `serviceS` > 0 s from `servers` servers. Source: Gross et al. (2008), section 2.7; what a
 * request finds: K. C. Sevcik and I. Mitrani, Journal of the ACM 28 (1981) 358-371.
 */
export function closedMmc(
  users: number,
  thinkS: number,
  serviceS: number,
  servers: number,
): ClosedMmc {
  const statesOf = (count: number): Float64Array =>
    birthDeath(
      count,
      (n) => (count - n) / thinkS,
      (n) => Math.min(n, servers) / serviceS,
    );
  const p = statesOf(users);
  const busy = meanOver(p, (n) => Math.min(n, servers));
  const meanInSystem = meanOver(p, (n) => n);
  const throughput = busy / serviceS;
  return {
    throughput,
    utilisation: busy / servers,
    meanInSystem,
    meanResponseS: meanInSystem / throughput,
    meanWaitS: meanInSystem / throughput - serviceS,
    states: p,
    found: statesOf(users - 1),
  };
}
