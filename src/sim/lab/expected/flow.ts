import { figuresBelow, type StationTheory } from './expected.ts';
import { visitPath } from './fares.ts';

/** What comes to a station that settles also goes, and keeps its servers busy, whatever the distributions and the order. */
export const flow: StationTheory = (place) => {
  if (!place.steady) return [];
  return [
    ...figuresBelow(`stations.${place.name}`, 'flow balance', { throughput_per_s: place.rate }),
    ...figuresBelow(`stations.${place.name}`, 'utilisation law', { meanBusy: place.load }),
    ...place.inflows.flatMap((inflow) =>
      figuresBelow(visitPath(inflow), 'flow balance', { throughput_per_s: inflow.rate }),
    ),
  ];
};
