import { momentsOf } from '../../distributions/moments.ts';
import { visitCounts } from '../traffic.ts';
import { figuresBelow, type NetworkTheory, type StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { serviceQuantiles, waitQuantiles } from './quantiles.ts';
import { knownRate, neverWaits } from './rates.ts';
import { slowedDown } from './sharedServers.ts';

const noWait = { waitProbability: 0, meanWait_s: 0 };

/** Stations with enough servers for all that comes: how many are there depends on means alone. */
export const infiniteServers: StationTheory = (place) => {
  if (!place.steady || place.servers < Infinity) return [];
  const formula = place.poisson ? 'M/G/infinity' : 'G/G/infinity';
  return [
    ...faresAt(place, formula, (inflow) => ({ ...noWait, ...slowedDown(1, inflow) })),
    ...waitQuantiles(place, formula, () => 0),
    ...serviceQuantiles(place, formula),
  ];
};

/** What holds there for each class whatever is known of the others: it stays for as long as its service takes. */
export const delays: NetworkTheory = (network) =>
  Object.entries(network.classes).flatMap(([className, jobClass]) => {
    const rate = neverWaits(network, className) ? knownRate(network, className) : null;
    const counts = visitCounts(jobClass);
    return Object.entries(jobClass.visits).flatMap(([visitName, { station, service }]) => {
      if (network.stations[station]!.servers !== 'infinite') return [];
      const { mean } = momentsOf(service);
      const passing = (rate ?? 0) * counts[visitName]!;
      return figuresBelow(`classes.${className}.visits.${visitName}`, 'G/G/infinity', {
        ...noWait,
        meanVisit_s: mean,
        ...(rate !== null && { throughput_per_s: passing, meanInStation: passing * mean }),
      });
    });
  });
