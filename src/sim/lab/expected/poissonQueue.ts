import { fastestPhase, mixedStages, stagesOf } from '../../distributions/stages.ts';
import { erlangMixtureQuantileS } from '../../theory/erlangMixture.ts';
import { mdc, mdcWaitQuantileS } from '../../theory/mdc.ts';
import { mg1 } from '../../theory/mg1.ts';
import { mg1WaitStages, together } from '../../theory/mg1Stages.ts';
import type { Expected } from './expected.ts';
import { faresAt } from './fares.ts';
import { mixtureOf, type OpenPlace } from './places.ts';
import { MOST_STAGES, visitQuantiles, waitQuantiles } from './quantiles.ts';

/** Poisson arrivals at one server: the mean wait for any services, its quantiles where they consist of exponential phases. */
export function oneServer(place: OpenPlace): Expected[] {
  const { rate, load, station } = place;
  const { mean, squaredCv } = mixtureOf(place);
  const { meanWaitS } = mg1(rate, mean, Math.sqrt(squaredCv));
  const formula = 'M/G/1 (Pollaczek-Khinchine)';
  return [
    // Poisson arrivals find the server busy for the share of time that it is.
    ...faresAt(place, formula, () => ({ waitProbability: load, meanWait_s: meanWaitS })),
    ...(station.discipline === 'FIFO' ? phasedQuantiles(place, formula) : []),
  ];
}

/** Poisson arrivals and services that all take the same time. */
export function constantServices(place: OpenPlace): Expected[] {
  const { rate, servers, station, inflows } = place;
  const { service } = inflows[0]!.visit;
  const alike = inflows.every(({ visit }) => visit.service === service);
  if (!alike || typeof service !== 'number' || service === 0) return [];
  const solved = mdc(rate, service, servers);
  if (solved === null) return [];
  const { waitProbability, meanWaitS, states } = solved;
  const formula = servers === 1 ? 'M/D/1' : 'M/D/c';
  const means = faresAt(place, formula, () => ({ waitProbability, meanWait_s: meanWaitS }));
  if (station.discipline !== 'FIFO') return means;
  const waitS = (p: number): number => mdcWaitQuantileS(rate, service, servers, states, p);
  return [
    ...means,
    ...waitQuantiles(place, formula, waitS),
    ...inflows.flatMap((inflow) => visitQuantiles(inflow, formula, (p) => waitS(p) + service)),
  ];
}

function phasedQuantiles(place: OpenPlace, formula: string): Expected[] {
  const { inflows, load } = place;
  const rates = inflows.map(({ visit }) => fastestPhase(visit.service));
  const stageRate = Math.max(...rates.map((rate) => rate ?? Infinity));
  const services =
    stageRate === Infinity
      ? []
      : inflows.map(({ visit }) => stagesOf(visit.service, stageRate, MOST_STAGES));
  const known = services.filter((stages) => stages !== null);
  if (known.length < inflows.length) return [];
  const next = mixedStages(
    known.map((stages, i) => ({ weight: inflows[i]!.rate / place.rate, stages })),
  );
  const wait = mg1WaitStages(load, next);
  if (wait === null) return [];
  const quantile =
    (stages: readonly number[]) =>
    (p: number): number =>
      erlangMixtureQuantileS(stages, 1 / stageRate, p);
  return [
    ...waitQuantiles(place, formula, quantile(wait)),
    ...inflows.flatMap((inflow, i) =>
      visitQuantiles(inflow, formula, quantile(together(wait, known[i]!))),
    ),
  ];
}
