import { type Expected, figuresBelow } from './expected.ts';
import type { Inflow, Place } from './places.ts';

/** Where hardly any are served, differences know nothing of those. */
const LEAST_SERVED = 1e-4;

/** How the jobs of an inflow fare at their station: shares of those that come, mean times in s; what is not known is left out. */
export interface Fare {
  readonly lossProbability?: number;
  readonly renegeProbability?: number;
  /** Of those that are not lost. */
  readonly waitProbability?: number;
  readonly meanWait_s?: number;
  /** Of those that are served. */
  readonly meanVisit_s?: number;
  /** Where servers are shared: mean ratio of the time there to the time that it would take alone. */
  readonly slowdown?: number;
}

/**
 * All figures of a station and of the visits to it that follow from how each inflow fares there, by flow balance, the utilisation law
 * and Little's law.
 */
export function faresAt(
  place: Place,
  formula: string,
  fareOf: (inflow: Inflow) => Fare,
  kind: Expected['kind'] = 'exact',
): Expected[] {
  const rows = place.inflows.map((inflow) => withCounts(place, inflow, fareOf(inflow)));
  if (rows.some(({ inflow, served }) => served < LEAST_SERVED * inflow.rate)) return [];
  return [
    ...stationFigures(place, formula, rows, kind),
    ...rows.flatMap(({ inflow, fare, served, number }) =>
      below(visitPath(inflow), formula, kind, {
        throughput_per_s: served,
        ...fare,
        meanInStation: number,
      }),
    ),
  ];
}

/** The same where all inflows together fare like this, but not each of them: losses alone do not depend on the class. */
export function fareOfAll(place: Place, formula: string, fare: Fare): Expected[] {
  const { lossProbability } = fare;
  const rows = place.inflows.map((inflow) => withCounts(place, inflow, fare));
  return [
    ...stationFigures(place, formula, rows, 'exact'),
    ...(fare.renegeProbability === undefined
      ? faresAt(place, formula, () => (lossProbability === undefined ? {} : { lossProbability }))
      : []),
  ];
}

export function visitPath({ className, visitName }: Inflow): string {
  return `classes.${className}.visits.${visitName}`;
}

interface Row {
  readonly inflow: Inflow;
  readonly fare: Fare;
  /** Per s: those that are not lost, and those that are served. */
  readonly admitted: number;
  readonly served: number;
  /** Mean number of jobs that wait, and of those that are there. */
  readonly waiting: number | undefined;
  readonly number: number | undefined;
}

function withCounts({ station }: Place, inflow: Inflow, given: Fare): Row {
  const { rate, serviceS } = inflow;
  const { lossProbability = 0, renegeProbability = 0, meanWait_s } = given;
  const admitted = rate * (1 - lossProbability);
  const served = admitted - rate * renegeProbability;
  const waited = station.discipline === 'PS' ? 0 : meanWait_s;
  const waiting = waited === undefined ? undefined : admitted * waited;
  // Who gives up waits otherwise than who is served.
  const added =
    meanWait_s === undefined || renegeProbability > 0 ? undefined : meanWait_s + serviceS;
  const meanVisit_s = given.meanVisit_s ?? added;
  const taken = station.discipline === 'PS' ? meanVisit_s : serviceS;
  return {
    inflow,
    fare: meanVisit_s === undefined ? given : { ...given, meanVisit_s },
    ...{ admitted, served, waiting },
    number: waiting === undefined || taken === undefined ? undefined : waiting + served * taken,
  };
}

function stationFigures(
  { name }: Place,
  formula: string,
  rows: readonly Row[],
  kind: Expected['kind'],
): Expected[] {
  const came = (row: Row): number => row.inflow.rate;
  const admitted = (row: Row): number => row.admitted;
  const served = (row: Row): number => row.served;
  const mean = (figure: keyof Fare, weight: (row: Row) => number): number | undefined =>
    meanOf(rows, ({ fare }) => fare[figure], weight);
  return below(`stations.${name}`, formula, kind, {
    throughput_per_s: sumOf(rows, served),
    meanBusy: sumOf(rows, (row) => row.served * row.inflow.serviceS),
    meanQueueLength: sumOf(rows, ({ waiting }) => waiting),
    meanInStation: sumOf(rows, ({ number }) => number),
    lossProbability: mean('lossProbability', came),
    renegeProbability: mean('renegeProbability', came),
    waitProbability: mean('waitProbability', admitted),
    meanWait_s: mean('meanWait_s', admitted),
    meanVisit_s: mean('meanVisit_s', served),
    slowdown: mean('slowdown', served),
  });
}

function below(
  path: string,
  formula: string,
  kind: Expected['kind'],
  values: Readonly<Record<string, number | undefined>>,
): Expected[] {
  const known = Object.entries(values).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return figuresBelow(path, formula, Object.fromEntries(known), kind);
}

function sumOf(rows: readonly Row[], of: (row: Row) => number | undefined): number | undefined {
  let sum = 0;
  for (const row of rows) {
    const value = of(row);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function meanOf(
  rows: readonly Row[],
  of: (row: Row) => number | undefined,
  weight: (row: Row) => number,
): number | undefined {
  const total = sumOf(rows, weight)!;
  const weighted = sumOf(rows, (row) => {
    const value = of(row);
    return value === undefined ? undefined : value * weight(row);
  });
  return weighted === undefined || total === 0 ? undefined : weighted / total;
}
