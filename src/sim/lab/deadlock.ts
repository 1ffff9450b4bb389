import type { Queues } from './queues.ts';

/**
 * Whether jobs hold servers that others of them wait for, so that none of them will ever go on: looks for the largest set of
 * stations of which every server is held by jobs that wait, with no end to their patience, at stations of the set.
 */
export function isDeadlocked(queues: Queues): boolean {
  const { servers } = queues.network;
  const held = heldByWaiting(queues);
  let stuck = [...servers.keys()];
  for (let before = Infinity; stuck.length < before;) {
    before = stuck.length;
    const among = stuck;
    stuck = among.filter((s) => among.reduce((sum, t) => sum + held[s]![t]!, 0) >= servers[s]!);
  }
  return stuck.length > 0;
}

/** By station, and by station at which they wait: servers that are held by jobs that wait without end. */
function heldByWaiting(queues: Queues): number[][] {
  const { jobs, network } = queues;
  const stations = network.stationNames.length;
  const held = Array.from({ length: stations }, () => Array.from({ length: stations }, () => 0));
  for (let at = 0; at < stations; at++) {
    for (const job of queues.waitingAt(at)) {
      if (jobs.timer[job]! >= 0) continue;
      for (let s = 0; s < stations; s++) {
        if (((jobs.held[job]! >>> s) & 1) === 1) held[s]![at]!++;
      }
    }
  }
  return held;
}
