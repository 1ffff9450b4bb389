import type { QueueNetwork } from '../network.ts';

/** The parts of a network between which no class goes: each is a network of its own, and knows nothing of the others. */
export function componentsOf(network: QueueNetwork): QueueNetwork[] {
  const groups: Set<string>[] = [];
  for (const { visits } of Object.values(network.classes)) {
    const own = new Set(Object.values(visits).map(({ station }) => station));
    for (const group of groups.filter((other) => [...own].some((name) => other.has(name)))) {
      groups.splice(groups.indexOf(group), 1);
      for (const name of group) own.add(name);
    }
    groups.push(own);
  }
  return groups.map((group) => ({
    ...network,
    stations: picked(network.stations, (_, name) => group.has(name)),
    classes: picked(network.classes, ({ visits }) =>
      Object.values(visits).some(({ station }) => group.has(station)),
    ),
  }));
}

function picked<T>(
  record: Readonly<Record<string, T>>,
  wanted: (value: T, name: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name, value]) => wanted(value, name)));
}
