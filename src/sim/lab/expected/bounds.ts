import { momentsOf } from '../../distributions/moments.ts';
import { asymptoticBounds } from '../../theory/bounds.ts';
import type { QueueNetwork } from '../network.ts';
import { meanPossession, visitCounts } from '../traffic.ts';
import type { Expected, NetworkTheory } from './expected.ts';

/** What one closed class cannot exceed whatever its distributions, where nobody is turned away or gives up. */
export const bounds: NetworkTheory = (network) => {
  const [entry, ...others] = Object.entries(network.classes);
  if (entry === undefined || others.length > 0 || turnsAway(network)) return [];
  const [className, jobClass] = entry;
  const { source } = jobClass;
  if (!('population' in source)) return [];
  const counts = visitCounts(jobClass);
  const demands = new Map<string, number>();
  let serviceS = 0;
  for (const [name, { station, service }] of Object.entries(jobClass.visits)) {
    serviceS += counts[name]! * momentsOf(service).mean;
    const demand = counts[name]! * meanPossession(jobClass, name);
    demands.set(station, (demands.get(station) ?? 0) + demand);
  }
  const stations = [...demands].flatMap(([name, demandS]) => {
    const { servers } = network.stations[name]!;
    return servers === 'infinite' || demandS === 0 ? [] : [{ demandS, servers }];
  });
  if (stations.length === 0) return [];
  const thinkS = momentsOf(source.think).mean;
  // Only the sides that no order of service can pass: the work alone, and the busiest station alone.
  const { throughput } = asymptoticBounds(source.population, thinkS, stations);
  const most = Math.min(throughput[1], source.population / (thinkS + serviceS));
  const formula = 'asymptotic bounds';
  return [
    { figure: `classes.${className}.throughput_per_s`, value: most, formula, kind: 'at most' },
    {
      figure: `classes.${className}.meanResponse_s`,
      value: source.population / most - thinkS,
      formula,
      kind: 'at least',
    },
  ] satisfies Expected[];
};

function turnsAway({ stations, classes }: QueueNetwork): boolean {
  return (
    Object.values(stations).some(({ capacity }) => capacity !== null) ||
    Object.values(classes).some(({ visits }) =>
      Object.values(visits).some(({ patience }) => patience !== null),
    )
  );
}
