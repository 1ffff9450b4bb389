import { quantileOf } from '../../distributions/quantile.ts';
import { fastestPhase, stagesOf } from '../../distributions/stages.ts';
import { erlangMixtureQuantileS } from '../../theory/erlangMixture.ts';
import { percentiles } from '../figures.ts';
import { type Expected, figuresBelow } from './expected.ts';
import { visitPath } from './fares.ts';
import type { Inflow, Place } from './places.ts';

/** Stages that a service may consist of. */
export const MOST_STAGES = 5000;

/** Quantiles of a wait that is the same for all that come to a station; `quantileS(p)` in s, p 0..1. */
export function waitQuantiles(
  place: Place,
  formula: string,
  quantileS: (p: number) => number,
): Expected[] {
  return [`stations.${place.name}`, ...place.inflows.map(visitPath)].flatMap((path) =>
    figuresBelow(path, formula, named('Wait_s', quantileS)),
  );
}

/** Quantiles of a visit, from joining the station to the end of service. */
export function visitQuantiles(
  inflow: Inflow,
  formula: string,
  quantileS: (p: number) => number,
): Expected[] {
  return figuresBelow(visitPath(inflow), formula, named('Visit_s', quantileS));
}

/** Quantiles of visits at a station where nobody waits: those of the service, where they are known. */
export function serviceQuantiles({ inflows }: Place, formula: string): Expected[] {
  return inflows.flatMap((inflow) => {
    const { service } = inflow.visit;
    const closed = quantileOf(service);
    if (closed !== null) return visitQuantiles(inflow, formula, closed);
    const rate = fastestPhase(service);
    const stages = rate === null ? null : stagesOf(service, rate, MOST_STAGES);
    if (rate === null || stages === null) return [];
    return visitQuantiles(inflow, formula, (p) => erlangMixtureQuantileS(stages, 1 / rate, p));
  });
}

/** Quantiles of the response of a class. */
export function responseQuantiles(
  className: string,
  formula: string,
  quantileS: (p: number) => number,
): Expected[] {
  return figuresBelow(`classes.${className}`, formula, named('Response_s', quantileS));
}

/** Quantiles of a visit, and what they are called where they are those of the response, because a job makes no other. */
export const quantilesOfResponse: readonly (readonly [ofVisit: string, ofClass: string])[] =
  percentiles.map((percent) => [`p${percent}Visit_s`, `p${percent}Response_s`]);

function named(of: string, quantileS: (p: number) => number): Record<string, number> {
  return Object.fromEntries(
    percentiles.map((percent) => [`p${percent}${of}`, quantileS(percent / 100)]),
  );
}
