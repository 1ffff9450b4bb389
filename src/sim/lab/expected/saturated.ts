import { momentsOf } from '../../distributions/moments.ts';
import { LEAVE } from '../network.ts';
import { probabilityOf } from '../traffic.ts';
import type { NetworkTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { placeAt } from './places.ts';
import { isLossless } from './productForm.ts';

/** One closed class that comes back at once to the one station that there is: its servers never rest, whatever the service. */
export const saturated: NetworkTheory = (network) => {
  const [entry, ...others] = Object.entries(network.classes);
  if (entry === undefined || others.length > 0) return [];
  const [, { source, visits }] = entry;
  const [visit, ...more] = Object.values(visits);
  if (visit === undefined || more.length > 0 || probabilityOf(visit.next, LEAVE) !== 1) return [];
  if (!('population' in source) || momentsOf(source.think).mean > 0) return [];
  const rate = (servers: number): number => servers / momentsOf(visit.service).mean;
  const { servers, discipline } = network.stations[visit.station]!;
  if (servers === 'infinite') return [];
  const place = placeAt(network, visit.station, () => rate(servers));
  // Those at the end of a line that is never empty are never served if who comes last is first.
  const fair = discipline === 'FIFO' || discipline === 'random';
  if (place === null || !fair || !isLossless(place)) return [];
  return faresAt(place, 'saturated servers', ({ serviceS }) => ({
    waitProbability: 1,
    meanWait_s: (source.population / servers - 1) * serviceS,
  }));
};
