import { momentsOf } from '../../distributions/moments.ts';
import type { QueueNetwork } from '../network.ts';
import { visitCounts } from '../traffic.ts';

/** Whether there are enough servers wherever a class goes. */
export function neverWaits({ stations, classes }: QueueNetwork, className: string): boolean {
  return Object.values(classes[className]!.visits).every(({ station }) => {
    const { servers, capacity } = stations[station]!;
    return servers === 'infinite' && capacity === null;
  });
}

/** How often jobs of a class begin where that is known beforehand, per s: open ones, and closed ones that never wait. */
export function knownRate(network: QueueNetwork, className: string): number | null {
  const jobClass = network.classes[className]!;
  const { source, visits } = jobClass;
  if ('interarrival' in source) return 1 / momentsOf(source.interarrival).mean;
  if ('trace' in source || !neverWaits(network, className)) return null;
  const counts = visitCounts(jobClass);
  const roundS = Object.entries(visits).reduce(
    (sum, [name, { service }]) => sum + counts[name]! * momentsOf(service).mean,
    momentsOf(source.think).mean,
  );
  return roundS === 0 ? null : source.population / roundS;
}
