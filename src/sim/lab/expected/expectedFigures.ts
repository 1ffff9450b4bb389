import type { QueueNetwork } from '../network.ts';
import { bounds } from './bounds.ts';
import { closedNetwork } from './closedNetwork.ts';
import type { Expected, Theory } from './expected.ts';
import { impatience } from './impatience.ts';
import { lossSystem } from './lossSystem.ts';
import { nestedServers } from './nestedServers.ts';
import { openNetwork } from './openNetwork.ts';
import { priorities } from './priorities.ts';
import { sharedServers } from './sharedServers.ts';
import { waitingRoom } from './waitingRoom.ts';

/** Most specific first: a figure keeps the first formula that gives it. */
const theories: readonly Theory[] = [
  waitingRoom,
  sharedServers,
  lossSystem,
  impatience,
  priorities,
  closedNetwork,
  openNetwork,
  nestedServers,
  bounds,
];

/**
 * What theory says of a network's long-run figures, by path; empty where no formula applies and for transients. Hold it
 * beside what was simulated: where the two disagree by more than chance allows, one of them lies.
 */
export function expectedFigures(network: QueueNetwork): ReadonlyMap<string, Expected> {
  const expected = new Map<string, Expected>();
  if ('transient' in network.run) return expected;
  for (const theory of theories) {
    for (const figure of theory(network)) {
      if (!expected.has(figure.figure)) expected.set(figure.figure, figure);
    }
  }
  return expected;
}
