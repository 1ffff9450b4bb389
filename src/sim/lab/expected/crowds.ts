import { rangeOf } from '../../distributions/distribution.ts';
import type { JobClass } from '../network.ts';
import { probabilityOf, startProbability } from '../traffic.ts';

/** Jobs of a class that are at a station at once, at most. */
export interface Crowd {
  /** In service, if who leaves at the moment at which another comes makes room for it. */
  readonly served: number;
  /** The same if it does not. */
  readonly present: number;
}

/** Quotients of decimal fractions are off by that much. */
const ROUNDING = 1e-12;

/**
 * How many jobs of `jobClass` can be at `station` at once while nobody waits there; Infinity where there is no such number. Jobs that come
 * one by one, never sooner than a least time after one another, leave before too many others have come if no
 * service takes longer than a most. `isFree` tells the stations at which nobody ever waits.
 */
export function crowdOf(
  jobClass: JobClass,
  station: string,
  isFree: (station: string) => boolean,
): Crowd {
  const { source, visits } = jobClass;
  if ('population' in source) return { served: source.population, present: source.population };
  const least = 'interarrival' in source ? rangeOf(source.interarrival)[0] : 0;
  let served = 0;
  let present = 0;
  for (const [name, visit] of Object.entries(visits)) {
    if (visit.station !== station) continue;
    const longest = visit.hold || least === 0 ? Infinity : rangeOf(visit.service)[1];
    const pauses = (longest + spreadBefore(jobClass, name, isFree)) / least;
    served += Math.max(1, Math.ceil(pauses * (1 - ROUNDING)));
    present += Math.floor(pauses * (1 + ROUNDING)) + 1;
  }
  return { served, present };
}

/** By how much the times differ that jobs take until they come to the visit called `name`, s; Infinity unless all take the same way. */
function spreadBefore(
  jobClass: JobClass,
  name: string,
  isFree: (station: string) => boolean,
): number {
  const visits = Object.entries(jobClass.visits);
  let spread = 0;
  let at = name;
  for (const _ of visits) {
    const before = visits.filter(([, { next }]) => probabilityOf(next, at) > 0);
    const [only, ...others] = before;
    const begins = startProbability(jobClass, at) > 0;
    if (only === undefined) return spread;
    const [previous, { station, service }] = only;
    if (begins || others.length > 0 || !isFree(station)) return Infinity;
    const [shortest, longest] = rangeOf(service);
    spread += longest - shortest;
    at = previous;
  }
  return Infinity;
}
