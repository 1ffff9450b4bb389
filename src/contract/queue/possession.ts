import { type JobClass, LEAVE, type Next } from '../../sim/lab/network.ts';

interface Possession {
  readonly visit: string;
  readonly station: string;
}

/** Visits to a station of which the job may still hold a server when it comes there. */
export function heldTwice(jobClass: JobClass): Possession[] {
  return [...heldOnArrival(jobClass)].flatMap(([visit, held]) => {
    const { station } = jobClass.visits[visit]!;
    return held.has(station) ? [{ visit, station }] : [];
  });
}

/** Visits after which a server is given back that no job can hold then. Visits that no route reaches are left out. */
export function releasedUnheld(jobClass: JobClass): Possession[] {
  return [...heldOnArrival(jobClass)].flatMap(([visit, held]) => {
    const { station: own, hold, release } = jobClass.visits[visit]!;
    return release
      .filter((station) => !held.has(station) && !(hold && station === own))
      .map((station) => ({ visit, station }));
  });
}

/** For each visit that some route reaches, the stations of which the job may hold a server when it comes there. */
function heldOnArrival({ start, visits }: JobClass): Map<string, Set<string>> {
  // What may be held grows until nothing is added.
  const held = new Map<string, Set<string>>();
  const todo: { visit: string; holding: readonly string[] }[] = ways(
    start ?? Object.keys(visits)[0]!,
  ).map((visit) => ({ visit, holding: [] }));
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next.visit === LEAVE) continue;
    const { station, hold, release, next: onwards } = visits[next.visit]!;
    const known = held.get(next.visit);
    const all = new Set([...(known ?? []), ...next.holding]);
    if (known !== undefined && all.size === known.size) continue;
    held.set(next.visit, all);
    const after = [...all, ...(hold ? [station] : [])].filter((name) => !release.includes(name));
    for (const visit of ways(onwards)) todo.push({ visit, holding: after });
  }
  return held;
}

function ways(next: Next): string[] {
  if (typeof next === 'string') return [next];
  return Object.keys(next).filter((name) => next[name]! > 0);
}
