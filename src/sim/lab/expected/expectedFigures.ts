import type { QueueNetwork } from '../network.ts';
import { bounds } from './bounds.ts';
import { closedNetwork } from './closedNetwork.ts';
import type { Expected, NetworkTheory, StationTheory } from './expected.ts';
import { finiteSource } from './finiteSource.ts';
import { flow } from './flow.ts';
import { impatience } from './impatience.ts';
import { componentsOf } from './components.ts';
import { delays, infiniteServers, keptServers } from './infiniteServers.ts';
import { journeys } from './journeys.ts';
import { withoutIdleLimits } from './limits.ts';
import { lossSystem } from './lossSystem.ts';
import { nestedServers } from './nestedServers.ts';
import { placesOf } from './places.ts';
import { priorities } from './priorities.ts';
import { saturated } from './saturated.ts';
import { sharedServers } from './sharedServers.ts';
import { tandem } from './tandem.ts';
import { waitingRoom } from './waitingRoom.ts';

/** Most general first: a figure keeps the first formula that gives it, and the laws of flow ask for less than the others. */
const stationTheories: readonly StationTheory[] = [
  flow,
  infiniteServers,
  waitingRoom,
  sharedServers,
  lossSystem,
  impatience,
  priorities,
];
const networkTheories: readonly NetworkTheory[] = [
  closedNetwork,
  saturated,
  finiteSource,
  tandem,
  nestedServers,
  delays,
  keptServers,
];

/**
 * What theory says of a network's long-run figures, by path; empty where no formula applies and for transients. Hold it
 * beside what was simulated: where the two disagree by more than chance allows, one of them lies.
 */
export function expectedFigures(network: QueueNetwork): ReadonlyMap<string, Expected> {
  const expected = new Map<string, Expected>();
  if ('transient' in network.run) return expected;
  const add = (figures: readonly Expected[]): void => {
    for (const one of figures) if (!expected.has(one.figure)) expected.set(one.figure, one);
  };
  for (const part of componentsOf(withoutIdleLimits(network))) {
    const places = placesOf(part);
    for (const place of places) for (const theory of stationTheories) add(theory(place));
    for (const theory of networkTheories) add(theory(part, places));
    add(journeys(part, expected));
    add(bounds(part, places));
  }
  add(utilisations(network, expected));
  return expected;
}

/** The busy share of the servers that the document names, where it is known how many are busy. */
function utilisations(
  { stations }: QueueNetwork,
  known: ReadonlyMap<string, Expected>,
): Expected[] {
  return Object.entries(stations).flatMap(([name, { servers }]) => {
    const busy = known.get(`stations.${name}.meanBusy`);
    if (busy === undefined || servers === 'infinite') return [];
    return { ...busy, figure: `stations.${name}.utilisation`, value: busy.value / servers };
  });
}
