import { type Expected, figuresBelow } from './expected.ts';
import { visitPath } from './fares.ts';
import type { Inflow, Place } from './places.ts';

const percents = [50, 90, 95, 99];

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

/** Quantiles of a visit, and what they are called where they are those of the response, because a job makes no other. */
export const quantilesOfResponse: readonly (readonly [ofVisit: string, ofClass: string])[] =
  percents.map((percent) => [`p${percent}Visit_s`, `p${percent}Response_s`]);

function named(of: string, quantileS: (p: number) => number): Record<string, number> {
  return Object.fromEntries(
    percents.map((percent) => [`p${percent}${of}`, quantileS(percent / 100)]),
  );
}
