import { momentsOf } from '../../distributions/moments.ts';
import { allenCunneen, mg1 } from '../../theory/mg1.ts';
import { mmc, mmcResponseQuantileS, mmcWaitQuantileS } from '../../theory/mmc.ts';
import type { Expected, StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { formulaOf } from './formula.ts';
import { mixtureOf, type OpenPlace, renewalOf } from './places.ts';
import { isRanked } from './productForm.ts';
import { visitQuantiles, waitQuantiles } from './quantiles.ts';

/** Stations where everybody waits for as long as it takes and all alike: M/M/c, M/G/1, and G/G/c as an approximation. */
export const waitingRoom: StationTheory = (place) => {
  const { steady, servers, station } = place;
  if (!steady || servers === Infinity || station.discipline === 'PS' || isRanked(place)) return [];
  if (place.productForm) return markovian(place);
  const { rate, load } = place;
  const { mean, squaredCv } = mixtureOf(place);
  if (place.poisson && servers === 1) {
    const { meanWaitS } = mg1(rate, mean, Math.sqrt(squaredCv));
    // Poisson arrivals find the server busy for the share of time that it is.
    return faresAt(place, 'M/G/1 (Pollaczek-Khinchine)', () => ({
      waitProbability: load,
      meanWait_s: meanWaitS,
    }));
  }
  const renewal = renewalOf(place);
  if (renewal === null) return [];
  const arrivals = momentsOf(renewal);
  const { meanWaitS } = allenCunneen(
    rate,
    mean,
    servers,
    Math.sqrt(arrivals.squaredCv),
    Math.sqrt(squaredCv),
  );
  return faresAt(
    place,
    `G/G/${servers === 1 ? '1' : 'c'} (Allen-Cunneen)`,
    () => ({ meanWait_s: meanWaitS }),
    'approximate',
  );
};

/** The mean wait is that of any order that knows no lengths, its spread that of the order of arrival. */
function markovian(place: OpenPlace): Expected[] {
  const { rate, servers, inflows } = place;
  const { serviceS } = inflows[0]!;
  const formula = formulaOf(place, servers === 1 ? 'M/M/1' : 'M/M/c (Erlang C)');
  const { waitProbability, meanWaitS } = mmc(rate, serviceS, servers);
  const means = faresAt(place, formula, () => ({ waitProbability, meanWait_s: meanWaitS }));
  if (place.station.discipline !== 'FIFO') return means;
  return [
    ...means,
    ...waitQuantiles(place, formula, (p) => mmcWaitQuantileS(rate, serviceS, servers, p)),
    ...inflows.flatMap((inflow) =>
      visitQuantiles(inflow, formula, (p) => mmcResponseQuantileS(rate, serviceS, servers, p)),
    ),
  ];
}
