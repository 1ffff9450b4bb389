import { countsDuring } from '../../distributions/countsDuring.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import {
  type ExponentialWait,
  responseQuantileS,
  waitQuantileS,
} from '../../theory/exponentialWait.ts';
import { gimcWait } from '../../theory/gimc.ts';
import { allenCunneen } from '../../theory/mg1.ts';
import { mmcWait } from '../../theory/mmc.ts';
import type { Expected, StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { formulaOf } from './formula.ts';
import { mixtureOf, type OpenPlace, renewalOf } from './places.ts';
import { constantServices, oneServer } from './poissonQueue.ts';
import { isMarkovian, isRanked } from './productForm.ts';
import { visitQuantiles, waitQuantiles } from './quantiles.ts';

/** Stations where everybody waits for as long as it takes and all alike: M/M/c, M/G/1, M/D/c, G/M/c, and G/G/c as an approximation. */
export const waitingRoom: StationTheory = (place) => {
  const { steady, servers, station, rate } = place;
  if (!steady || servers === Infinity || station.discipline === 'PS' || isRanked(place)) return [];
  const size = servers === 1 ? '1' : 'c';
  if (place.productForm) {
    const formula = formulaOf(place, servers === 1 ? 'M/M/1' : 'M/M/c (Erlang C)');
    return exponentialWaits(place, formula, mmcWait(rate, place.inflows[0]!.serviceS, servers));
  }
  if (place.poisson && servers === 1) return [...oneServer(place), ...constantServices(place)];
  const constant = place.poisson ? constantServices(place) : [];
  if (constant.length > 0) return constant;
  const pauses = renewalOf(place);
  if (pauses === null) return [];
  const wait = isMarkovian(place)
    ? gimcWait(
        (pointRate, most) => countsDuring(pauses, pointRate, most),
        place.inflows[0]!.serviceS,
        servers,
      )
    : null;
  return wait === null
    ? approximation(place, `G/G/${size} (Allen-Cunneen)`, pauses)
    : exponentialWaits(place, `G/M/${size}`, wait);
};

/** The mean wait is that of any order that knows no lengths, its spread that of the order of arrival. */
function exponentialWaits(place: OpenPlace, formula: string, wait: ExponentialWait): Expected[] {
  const { probability, meanS } = wait;
  const means = faresAt(place, formula, () => ({
    waitProbability: probability,
    meanWait_s: probability * meanS,
  }));
  if (place.station.discipline !== 'FIFO') return means;
  return [
    ...means,
    ...waitQuantiles(place, formula, (p) => waitQuantileS(wait, p)),
    ...place.inflows.flatMap((inflow) =>
      visitQuantiles(inflow, formula, (p) => responseQuantileS(wait, inflow.serviceS, p)),
    ),
  ];
}

function approximation(place: OpenPlace, formula: string, pauses: Distribution): Expected[] {
  const { mean, squaredCv } = mixtureOf(place);
  const arrivalCv = Math.sqrt(momentsOf(pauses).squaredCv);
  const serviceCv = Math.sqrt(squaredCv);
  const { meanWaitS } = allenCunneen(place.rate, mean, place.servers, arrivalCv, serviceCv);
  return faresAt(place, formula, () => ({ meanWait_s: meanWaitS }), 'approximate');
}
