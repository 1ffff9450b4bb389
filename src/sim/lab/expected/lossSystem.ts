import { erlangB } from '../../theory/erlang.ts';
import { mmck } from '../../theory/mmck.ts';
import type { StationTheory } from './expected.ts';
import { faresAt, fareOfAll } from './fares.ts';
import { foundQuantiles } from './foundQuantiles.ts';
import { isMarkovian, isPatient, isRanked } from './productForm.ts';

/** Poisson arrivals of which those that find the station full are lost: M/M/c/K, and M/G/c/c whatever the service. */
export const lossSystem: StationTheory = (place) => {
  const { station, servers, rate, load } = place;
  const { capacity, discipline } = station;
  if (!place.poisson || capacity === null || discipline === 'PS' || !isPatient(place)) return [];
  if (capacity === servers) {
    const lossProbability = erlangB(load, servers);
    return faresAt(place, 'M/G/c/c (Erlang B)', () => ({
      lossProbability,
      waitProbability: 0,
      meanWait_s: 0,
    }));
  }
  if (!isMarkovian(place)) return [];
  const { blockProbability, waitProbability, meanWaitS, found } = mmck(
    rate,
    place.inflows[0]!.serviceS,
    servers,
    capacity,
  );
  const fare = { lossProbability: blockProbability, meanWait_s: meanWaitS };
  const formula = 'M/M/c/K';
  if (isRanked(place)) return fareOfAll(place, formula, fare);
  return [
    ...faresAt(place, formula, () => ({ ...fare, waitProbability })),
    ...foundQuantiles(place, formula, found),
  ];
};
