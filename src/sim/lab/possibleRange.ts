import type { JobClass, QueueNetwork } from './network.ts';

export type Range = readonly [low: number, high: number];

/** Between which values the figure at `path` of `network` can lie at all. */
export function possibleRange(network: QueueNetwork, path: string): Range {
  const [group, name = '', ...rest] = path.split('.');
  const figure = rest.at(-1)!;
  if (figure === 'utilisation' || figure.endsWith('Probability')) return [0, 1];
  if (figure === 'slowdown') return [1, Infinity];
  if (group === 'stations') {
    const most = mostAt(network, name);
    const { servers } = network.stations[name]!;
    const mostBusy = servers === 'infinite' ? most : Math.min(servers, most);
    if (figure === 'meanBusy') return [0, mostBusy];
    if (figure === 'meanInStation') return [0, most];
    // Somebody waits only while all servers are taken.
    if (figure === 'meanQueueLength') return [0, most < Infinity ? most - mostBusy : Infinity];
  }
  if (figure === 'meanInSystem') return [0, mostOf(network, network.classes[name]!)];
  return [0, Infinity];
}

/** Jobs that can be at a station at once. */
function mostAt({ stations, classes }: QueueNetwork, name: string): number {
  let most = 0;
  for (const { source, visits } of Object.values(classes)) {
    const here = Object.values(visits).filter(({ station }) => station === name);
    // Who holds a server counts as being there, and may come once more.
    if (here.some(({ hold }) => hold)) most = Infinity;
    else if (here.length > 0) most += crowdOf(source);
  }
  return Math.min(most, stations[name]!.capacity ?? Infinity);
}

/** Jobs of a class that can be in the network at once: each is at one of its stations. */
function mostOf({ stations }: QueueNetwork, { source, visits }: JobClass): number {
  const visited = [...new Set(Object.values(visits).map(({ station }) => station))];
  const places = visited.reduce((sum, name) => sum + (stations[name]!.capacity ?? Infinity), 0);
  return Math.min(places, crowdOf(source));
}

function crowdOf(source: JobClass['source']): number {
  if ('population' in source) return source.population;
  return 'trace' in source ? source.trace.length : Infinity;
}

/** The possible value that is nearest to `value`. */
export function clipped(value: number, [low, high]: Range): number {
  return Math.min(Math.max(value, low), high);
}
