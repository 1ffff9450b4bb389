import { type MarkovQueue, markovQueue } from './markovQueue.ts';

/** Limits to what a user puts up with, who then thinks again; none by default. */
export interface Limits {
  /** Requests that find so many there are refused. */
  readonly capacity?: number;
  /** Mean exponential patience of those that wait, s. */
  readonly patienceS?: number;
}

/**
 * Closed M/M/c//N (machine repair): `users` that each think for an exponential time of mean `thinkS` > 0 s and then ask
 * for exponential service of mean `serviceS` > 0 s from `servers` servers. Without room to wait it is the system of Engset, for any
 * distributions. Source: Gross et al. (2008), sections 2.7 and 2.8; what a request finds: K. C. Sevcik and I. Mitrani,
 * Journal of the ACM 28 (1981) 358-371.
 */
export function closedMmc(
  users: number,
  thinkS: number,
  serviceS: number,
  servers: number,
  { capacity = users, patienceS = Infinity }: Limits = {},
): MarkovQueue {
  const birth = (n: number): number => (users - n) / thinkS;
  return markovQueue({ birth, top: Math.min(users, capacity), servers, serviceS, patienceS });
}
