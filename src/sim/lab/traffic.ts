import { momentsOf } from '../distributions/moments.ts';
import { solveLinear } from '../theory/linearSystem.ts';
import { type JobClass, LEAVE, type Next, type QueueNetwork } from './network.ts';

/** Probability that row `next` leads to the visit called `name`. */
export function probabilityOf(next: Next, name: string): number {
  if (typeof next === 'string') return Number(next === name);
  return Object.hasOwn(next, name) ? next[name]! : 0;
}

/** With which probability a job of `jobClass` begins with the visit called `name`. */
export function startProbability({ start, visits }: JobClass, name: string): number {
  return probabilityOf(start ?? Object.keys(visits)[0]!, name);
}

/** Names of the visits that a job of `jobClass` may make. */
export function visitsMade(jobClass: JobClass): Set<string> {
  const names = Object.keys(jobClass.visits);
  const made = new Set(names.filter((name) => startProbability(jobClass, name) > 0));
  for (const name of made) {
    const { next } = jobClass.visits[name]!;
    for (const to of names) if (probabilityOf(next, to) > 0) made.add(to);
  }
  return made;
}

/**
 * How often a job makes each of its visits in the mean, by name, from the traffic equations e = start + P' e.
 * `passes(name)` is the share that goes on after a visit instead of being lost (default: all).
 */
export function visitCounts(
  jobClass: JobClass,
  passes: (name: string) => number = () => 1,
): Readonly<Record<string, number>> {
  const names = Object.keys(jobClass.visits);
  const matrix = names.map((to, i) =>
    names.map(
      (from, j) => Number(i === j) - passes(from) * probabilityOf(jobClass.visits[from]!.next, to),
    ),
  );
  const counts = solveLinear(
    matrix,
    names.map((name) => startProbability(jobClass, name)),
  );
  return Object.fromEntries(names.map((name, i) => [name, counts[i]!]));
}

/** Mean time, without any waiting, for which a job keeps the server of the visit called `name`, s. */
export function meanPossession(jobClass: JobClass, name: string): number {
  const { visits } = jobClass;
  const visit = visits[name]!;
  const own = momentsOf(visit.service).mean;
  if (!visit.hold) return own;
  // From each visit on: its service, and unless it releases the server what follows.
  const names = Object.keys(visits);
  const matrix = names.map((from, i) =>
    names.map(
      (to, j) =>
        Number(i === j) -
        (visits[from]!.release.includes(visit.station) ? 0 : probabilityOf(visits[from]!.next, to)),
    ),
  );
  const rest = solveLinear(
    matrix,
    names.map((from) => momentsOf(visits[from]!.service).mean),
  );
  return own + names.reduce((sum, to, i) => sum + probabilityOf(visit.next, to) * rest[i]!, 0);
}

/** Visits from which a job can never leave; empty when all is well. */
export function deadEnds({ visits }: JobClass): string[] {
  const leaving = new Set([LEAVE]);
  for (let before = 0; before !== leaving.size;) {
    before = leaving.size;
    for (const [name, { next }] of Object.entries(visits)) {
      if ([...leaving].some((way) => probabilityOf(next, way) > 0)) leaving.add(name);
    }
  }
  return Object.keys(visits).filter((name) => !leaving.has(name));
}

/** How much work open classes bring to a station. */
export interface Load {
  readonly station: string;
  /** Work that comes to each server per s of its time. */
  readonly load: number;
}

/**
 * Stations whose queue grows without end because the open classes bring at least as much work as their servers can do.
 * A station that loses arrivals, or whose visitors give up waiting, is never among them; what others lose before is
 * counted as lost entirely, so that no stable network is accused. With servers that are held while their jobs wait elsewhere
 * a network may be unstable at less.
 */
export function overloads(network: QueueNetwork): Load[] {
  // A load that was written as exactly 1 must not slip through by rounding.
  return loads(network).filter(({ load }) => load >= 1 - 1e-12);
}

/** The load of every station whose servers are limited, and at which nobody is lost or gives up. */
export function loads(network: QueueNetwork): Load[] {
  const work = new Map<string, number>();
  for (const jobClass of Object.values(network.classes)) {
    if (!('interarrival' in jobClass.source)) continue;
    const rate = 1 / momentsOf(jobClass.source.interarrival).mean;
    const lossy = (name: string): boolean => {
      const { patience, station } = jobClass.visits[name]!;
      const { capacity, discipline } = network.stations[station]!;
      return capacity !== null || (patience !== null && discipline !== 'PS');
    };
    const counts = visitCounts(jobClass, (name) => (lossy(name) ? 0 : 1));
    for (const [name, { station }] of Object.entries(jobClass.visits)) {
      if (lossy(name)) continue;
      const demand = rate * counts[name]! * meanPossession(jobClass, name);
      work.set(station, (work.get(station) ?? 0) + demand);
    }
  }
  return [...work].flatMap(([station, demand]) => {
    const { servers } = network.stations[station]!;
    return servers === 'infinite' ? [] : [{ station, load: demand / servers }];
  });
}

/**
 * Jobs after which a queue of load `load` (below 1) has forgotten how long it was: relaxation time of M/M/1 times the arrival rate.
 * Source: J. W. Cohen, The Single Server Queue (1982), III.
 */
export function jobsToForget(load: number): number {
  return load / (1 - Math.sqrt(load)) ** 2;
}
