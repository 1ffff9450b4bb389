import { mayBeZero } from '../../distributions/distribution.ts';
import { MOST_STATES } from '../../theory/markovQueue.ts';
import { mmc } from '../../theory/mmc.ts';
import { mmck } from '../../theory/mmck.ts';
import type { StationTheory } from './expected.ts';
import { type Fare, faresAt } from './fares.ts';
import { formulaOf } from './formula.ts';
import type { Inflow } from './places.ts';

/**
 * Processor sharing of Poisson arrivals: the number there is that of M/M/c or M/M/c/K, and a job takes longer than alone by
 * the same factor in the mean whatever its class, its length and the distribution of service.
 */
export const sharedServers: StationTheory = (place) => {
  const { servers, load, station } = place;
  if (station.discipline !== 'PS' || servers === Infinity || load === 0) return [];
  const size = servers === 1 ? '1' : 'c';
  if (place.productForm) {
    const { meanInSystem } = mmc(load, 1, servers);
    const formula = formulaOf(place, `M/G/${size}-PS`);
    return faresAt(place, formula, (inflow) => slowedDown(meanInSystem / load, inflow));
  }
  if (!place.poisson || station.capacity === null || station.capacity > MOST_STATES) return [];
  const { meanInSystem, throughput, blockProbability } = mmck(load, 1, servers, station.capacity);
  return faresAt(place, `M/G/${size}/K-PS`, (inflow) => ({
    lossProbability: blockProbability,
    ...slowedDown(meanInSystem / throughput, inflow),
  }));
};

/** Who takes `factor` times as long as alone; those who would take no time have no such ratio. */
export function slowedDown(factor: number, { visit, serviceS }: Inflow): Fare {
  return {
    meanVisit_s: serviceS * factor,
    ...(!mayBeZero(visit.service) && { slowdown: factor }),
  };
}
