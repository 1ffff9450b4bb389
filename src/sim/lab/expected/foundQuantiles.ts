import { erlangMixtureQuantileS, withService } from '../../theory/erlangMixture.ts';
import type { Expected } from './expected.ts';
import type { Place } from './places.ts';
import { visitQuantiles, waitQuantiles } from './quantiles.ts';

/** States that quantiles are taken over. */
const MOST_STATES = 20_000;

/**
 * Quantiles of waits and visits where exponential services of one mean are begun in the order of arrival, from the probabilities
 * `found` of 0, 1, ... jobs there as who comes finds it: each job before the last that fits in delays by one end of service.
 */
export function foundQuantiles(
  place: Place,
  formula: string,
  found: ArrayLike<number>,
): Expected[] {
  const { servers, station, inflows } = place;
  if (station.discipline !== 'FIFO' || servers === Infinity) return [];
  if (found.length > MOST_STATES) return [];
  const stages = stagesOf(found, servers);
  const stageS = inflows[0]!.serviceS / servers;
  const visit = withService(stages, servers);
  return [
    ...waitQuantiles(place, formula, (p) => erlangMixtureQuantileS(stages, stageS, p)),
    ...inflows.flatMap((inflow) =>
      visitQuantiles(inflow, formula, (p) => erlangMixtureQuantileS(visit, stageS, p)),
    ),
  ];
}

/** Probabilities of 0, 1, ... ends of service to wait for. */
function stagesOf(found: ArrayLike<number>, servers: number): number[] {
  const states = Array.from(found);
  const free = states.slice(0, servers).reduce((sum, p) => sum + p, 0);
  return [free, ...states.slice(servers)];
}
