import { type MarkovQueue, markovQueue } from './markovQueue.ts';

/**
 * M/M/c/K: at most `capacity` in the system, those in service included; who comes later is refused. `arrivalRate` > 0
 * per s, `serviceS` > 0 s. Source: Gross et al. (2008), section 2.6.
 */
export function mmck(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  capacity: number,
): MarkovQueue {
  return markovQueue({ birth: () => arrivalRate, top: capacity, servers, serviceS });
}
