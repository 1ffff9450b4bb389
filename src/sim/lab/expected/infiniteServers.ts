import { type Distribution, mayBeZero } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import type { QueueNetwork } from '../network.ts';
import { meanPossession, visitCounts } from '../traffic.ts';
import { figuresBelow, type NetworkTheory, type StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { serviceQuantiles, waitQuantiles } from './quantiles.ts';
import { knownRate, neverWaits } from './rates.ts';
import { slowedDown } from './sharedServers.ts';

const NOBODY_WAITS = 'G/G/infinity (nobody waits)';

const noWait = { waitProbability: 0, meanWait_s: 0 };

/** Stations with enough servers for all that comes: how many are there depends on means alone. */
export const infiniteServers: StationTheory = (place) => {
  if (!place.steady || place.servers < Infinity) return [];
  const formula = place.poisson ? 'M/G/infinity' : NOBODY_WAITS;
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
      return figuresBelow(`classes.${className}.visits.${visitName}`, NOBODY_WAITS, {
        ...noWait,
        meanVisit_s: mean,
        ...(rate !== null && { throughput_per_s: passing, meanInStation: passing * mean }),
      });
    });
  });

/** Stations that only classes visit which wait nowhere: every server is taken for as long as a job keeps it, beyond its service or not. */
export const keptServers: NetworkTheory = (network) =>
  Object.keys(network.stations).flatMap((name) => {
    const stays = staysAt(network, name);
    if (stays === null) return [];
    const sum = (of: (stay: Stay) => number): number =>
      stays.reduce((total, stay) => total + of(stay), 0);
    const rate = sum((stay) => stay.rate);
    const taken = sum((stay) => stay.rate * stay.keptS);
    return figuresBelow(`stations.${name}`, NOBODY_WAITS, {
      ...noWait,
      throughput_per_s: rate,
      meanBusy: taken,
      meanQueueLength: 0,
      meanInStation: taken,
      meanVisit_s: sum((stay) => stay.rate * momentsOf(stay.service).mean) / rate,
      ...(!stays.some(({ service }) => mayBeZero(service)) && { slowdown: 1 }),
    });
  });

/** A visit to a station: jobs per s, and how long each takes a server in the mean, s. */
interface Stay {
  readonly rate: number;
  readonly keptS: number;
  readonly service: Distribution;
}

/** Null where some may wait, there or elsewhere, or are not known to come at some rate. */
function staysAt(network: QueueNetwork, station: string): Stay[] | null {
  const stays: Stay[] = [];
  for (const [className, jobClass] of Object.entries(network.classes)) {
    const visits = Object.entries(jobClass.visits).filter(([, visit]) => visit.station === station);
    if (visits.length === 0) continue;
    const rate = neverWaits(network, className) ? knownRate(network, className) : null;
    if (rate === null) return null;
    const counts = visitCounts(jobClass);
    for (const [name, { service }] of visits) {
      stays.push({ rate: rate * counts[name]!, keptS: meanPossession(jobClass, name), service });
    }
  }
  return stays;
}
