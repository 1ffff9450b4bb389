import { type JobClass, LEAVE, type Next } from '../../sim/lab/network.ts';

/** Visits to a station of which the job may still hold a server when it comes there. */
export function heldTwice({ start, visits }: JobClass): { visit: string; station: string }[] {
  // What may be held on arrival at each visit grows until nothing is added.
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
  return [...held].flatMap(([visit, holding]) => {
    const { station } = visits[visit]!;
    return holding.has(station) ? [{ visit, station }] : [];
  });
}

function ways(next: Next): string[] {
  if (typeof next === 'string') return [next];
  return Object.keys(next).filter((name) => next[name]! > 0);
}
