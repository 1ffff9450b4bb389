import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { erlangA, mmcWithTimeout } from '../../theory/impatience.ts';
import { MOST_STATES } from '../../theory/markovQueue.ts';
import type { Expected, StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import type { OpenPlace, Place } from './places.ts';
import { isMarkovian, isRanked } from './productForm.ts';

/** M/M/c whose jobs are all as patient as one another: exponentially (Erlang A), or for a fixed time in the order of arrival. */
export const impatience: StationTheory = (place) => {
  if (!place.poisson || place.servers > MOST_STATES || place.station.discipline === 'PS') return [];
  if (isRanked(place) || !isMarkovian(place)) return [];
  const fixedS = fixedPatienceOf(place);
  if (fixedS !== null && fixedS > 0) return withTimeout(place, fixedS);
  const patienceS = exponentialPatienceOf(place);
  return patienceS === null ? [] : withPatience(place, patienceS);
};

/** Mean of the patience that all at a station have, if it is exponential: null where it is not, or where they differ. */
export function exponentialPatienceOf({ inflows }: Place): number | null {
  const means = inflows.map(({ visit: { patience } }) =>
    patience !== null && isExponential(patience) ? momentsOf(patience).mean : null,
  );
  return means.every((mean) => mean === means[0]) ? means[0]! : null;
}

function fixedPatienceOf({ inflows }: Place): number | null {
  const { patience } = inflows[0]!.visit;
  const alike = inflows.every(({ visit }) => visit.patience === patience);
  return alike && typeof patience === 'number' ? patience : null;
}

function withTimeout(place: OpenPlace, timeoutS: number): Expected[] {
  const { station, rate, servers, inflows } = place;
  // Who gives up depends on the order of service unless patience has no memory.
  if (station.discipline !== 'FIFO' || station.capacity !== null) return [];
  const solved = mmcWithTimeout(rate, inflows[0]!.serviceS, servers, timeoutS);
  return faresAt(place, 'M/M/c+D', () => ({
    renegeProbability: solved.abandonProbability,
    waitProbability: solved.waitProbability,
    meanWait_s: solved.meanWaitS,
  }));
}

function withPatience(place: OpenPlace, patienceS: number): Expected[] {
  const { rate, servers, inflows } = place;
  const { capacity } = place.station;
  const solved = erlangA(rate, inflows[0]!.serviceS, servers, patienceS, capacity ?? Infinity);
  const formula = capacity === null ? 'M/M/c+M (Erlang A)' : 'M/M/c/K+M';
  return faresAt(place, formula, () => ({
    ...(capacity !== null && { lossProbability: solved.blockProbability }),
    renegeProbability: solved.abandonProbability,
    waitProbability: solved.waitProbability,
    meanWait_s: solved.meanWaitS,
  }));
}
