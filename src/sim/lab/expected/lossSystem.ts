import { countsDuring, mixedCounts } from '../../distributions/countsDuring.ts';
import { erlangB } from '../../theory/erlang.ts';
import { MOST_STATES } from '../../theory/markovQueue.ts';
import { mg1k } from '../../theory/mg1k.ts';
import { mmck } from '../../theory/mmck.ts';
import type { Expected, StationTheory } from './expected.ts';
import { faresAt, fareOfAll } from './fares.ts';
import { foundQuantiles } from './foundQuantiles.ts';
import type { OpenPlace } from './places.ts';
import { isMarkovian, isPatient, isRanked } from './productForm.ts';
import { serviceQuantiles, waitQuantiles } from './quantiles.ts';

/** States of M/G/1/K follow one from the other in a time that grows with their square. */
const MOST_PLACES = 500;

/** Poisson arrivals of which those that find the station full are lost: M/G/c/c, M/M/c/K and M/G/1/K. */
export const lossSystem: StationTheory = (place) => {
  const { capacity, discipline } = place.station;
  if (!place.poisson || capacity === null || discipline === 'PS' || !isPatient(place)) return [];
  if (capacity === place.servers) return withoutQueue(place);
  if (isMarkovian(place)) return markovian(place, capacity);
  return place.servers === 1 && !isRanked(place) ? oneServer(place, capacity) : [];
};

function withoutQueue(place: OpenPlace): Expected[] {
  const formula = 'M/G/c/c (Erlang B)';
  const lossProbability = erlangB(place.load, place.servers);
  return [
    ...faresAt(place, formula, () => ({ lossProbability, waitProbability: 0, meanWait_s: 0 })),
    ...waitQuantiles(place, formula, () => 0),
    ...serviceQuantiles(place, formula),
  ];
}

function markovian(place: OpenPlace, capacity: number): Expected[] {
  const { rate, servers, inflows } = place;
  if (capacity > MOST_STATES) return [];
  const solved = mmck(rate, inflows[0]!.serviceS, servers, capacity);
  const fare = { lossProbability: solved.blockProbability, meanWait_s: solved.meanWaitS };
  const formula = 'M/M/c/K';
  if (isRanked(place)) return fareOfAll(place, formula, fare);
  return [
    ...faresAt(place, formula, () => ({ ...fare, waitProbability: solved.waitProbability })),
    ...foundQuantiles(place, formula, solved.found),
  ];
}

function oneServer(place: OpenPlace, capacity: number): Expected[] {
  const { rate, load, inflows } = place;
  if (capacity > MOST_PLACES || load === 0) return [];
  const solved = mg1k(rate, load, capacity, (most) =>
    mixedCounts(
      most,
      inflows.map((inflow) => ({
        weight: inflow.rate / rate,
        counts: () => countsDuring(inflow.visit.service, rate, most),
      })),
    ),
  );
  if (solved === null) return [];
  const { blockProbability, waitProbability, meanWaitS } = solved;
  return faresAt(place, 'M/G/1/K', () => ({
    lossProbability: blockProbability,
    waitProbability,
    meanWait_s: meanWaitS,
  }));
}
