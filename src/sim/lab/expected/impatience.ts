import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { erlangA, mmcWithTimeout } from '../../theory/impatience.ts';
import type { StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { isMarkovian, isRanked } from './productForm.ts';

/** M/M/c whose jobs are all as patient as one another: exponentially (Erlang A), or for a fixed time in the order of arrival. */
export const impatience: StationTheory = (place) => {
  const { station, inflows, rate, servers } = place;
  const { patience } = inflows[0]!.visit;
  if (!place.poisson || patience === null || servers === Infinity) return [];
  if (station.capacity !== null || station.discipline === 'PS' || isRanked(place)) return [];
  const fixed = typeof patience === 'number';
  const patienceS = momentsOf(patience).mean;
  const alike = inflows.every(
    ({ visit }) =>
      visit.patience !== null &&
      (fixed ? visit.patience === patience : isExponential(visit.patience)) &&
      momentsOf(visit.patience).mean === patienceS,
  );
  if (!alike || patienceS === 0 || !isMarkovian(place)) return [];
  // Who gives up depends on the order of service unless patience has no memory.
  if (fixed && station.discipline !== 'FIFO') return [];
  const solved = (fixed ? mmcWithTimeout : erlangA)(rate, inflows[0]!.serviceS, servers, patienceS);
  return faresAt(place, fixed ? 'M/M/c+D' : 'M/M/c+M (Erlang A)', () => ({
    renegeProbability: solved.abandonProbability,
    waitProbability: solved.waitProbability,
    meanWait_s: solved.meanWaitS,
  }));
};
