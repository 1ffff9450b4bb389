import { birthDeath, meanOver } from './birthDeath.ts';

export interface ClosedMmc {
  readonly throughput: number;
  readonly utilisation: number;
  readonly meanInSystem: number;
  readonly meanResponseS: number;
  readonly meanWaitS: number;
}

/**
 * Closed M/M/c//N (machine repair): `users` that each think for an exponential time of mean `thinkS` > 0 s and then ask
 * for exponential service of mean `serviceS` > 0 s from `servers` servers. Source: Gross et al. (2008), section 2.7.
 */
export function closedMmc(
  users: number,
  thinkS: number,
  serviceS: number,
  servers: number,
): ClosedMmc {
  const p = birthDeath(
    users,
    (n) => (users - n) / thinkS,
    (n) => Math.min(n, servers) / serviceS,
  );
  const busy = meanOver(p, (n) => Math.min(n, servers));
  const meanInSystem = meanOver(p, (n) => n);
  const throughput = busy / serviceS;
  return {
    throughput,
    utilisation: busy / servers,
    meanInSystem,
    meanResponseS: meanInSystem / throughput,
    meanWaitS: meanInSystem / throughput - serviceS,
  };
}
