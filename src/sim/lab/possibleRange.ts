import type { QueueNetwork } from './network.ts';

export type Range = readonly [low: number, high: number];

/** Between which values the figure at `path` of `network` can lie at all. */
export function possibleRange({ stations, classes }: QueueNetwork, path: string): Range {
  const [group, name = '', ...rest] = path.split('.');
  const figure = rest.at(-1)!;
  if (figure === 'utilisation' || figure.endsWith('Probability')) return [0, 1];
  if (figure === 'slowdown') return [1, Infinity];
  if (group === 'stations') {
    const { servers, capacity } = stations[name]!;
    if (figure === 'meanBusy' && servers !== 'infinite') return [0, servers];
    if (figure === 'meanInStation') return [0, capacity ?? Infinity];
  }
  if (figure === 'meanInSystem') {
    const { source } = classes[name]!;
    if ('population' in source) return [0, source.population];
  }
  return [0, Infinity];
}

/** The possible value that is nearest to `value`. */
export function clipped(value: number, [low, high]: Range): number {
  return Math.min(Math.max(value, low), high);
}
