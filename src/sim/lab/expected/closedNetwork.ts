import { momentsOf } from '../../distributions/moments.ts';
import { closedNetwork as convolve } from '../../theory/convolution.ts';
import { closedMmc } from '../../theory/closedMmc.ts';
import { exactMva } from '../../theory/mva.ts';
import type { ClosedSource } from '../network.ts';
import { type Expected, figuresBelow, type Theory } from './expected.ts';
import { asProductForm, type ProductForm, type ProductFormClass } from './productForm.ts';

/** Convolution takes time with the square of the users. */
const MOST_USERS = 3000;
/** Populations that mean value analysis of several classes goes through. */
const MOST_POPULATIONS = 2_000_000;

interface Solution {
  readonly formula: string;
  readonly throughput: readonly number[];
  readonly responseS: readonly number[];
  /** By station, null where it is not solved for. */
  readonly inStation: readonly (number | null)[];
}

/** Closed product-form networks: M/M/c//N, one class by convolution, several by mean value analysis. */
export const closedNetwork: Theory = (network) => {
  const form = asProductForm(network);
  const closed = form?.classes.filter(({ jobClass }) => 'population' in jobClass.source);
  if (form === null || closed?.length !== form.classes.length) return [];
  const solution = solve(form);
  return solution === null ? [] : figures(form, solution);
};

function solve(form: ProductForm): Solution | null {
  const [only] = form.classes;
  if (only === undefined) return null;
  if (form.classes.length > 1) return severalClasses(form);
  const { population, think } = only.jobClass.source as ClosedSource;
  // Stations that only delay count as thinking; those without work as nothing.
  const delays = form.stations.map(
    ({ station }, k) => station.servers === 'infinite' || only.demandsS[k] === 0,
  );
  const delayS = only.demandsS.reduce((sum, demand, k) => sum + (delays[k]! ? demand : 0), 0);
  const thinkS = momentsOf(think).mean + delayS;
  const queues = form.stations.flatMap(({ station }, k) =>
    delays[k] ? [] : [{ k, demandS: only.demandsS[k]!, servers: station.servers as number }],
  );
  const [first] = queues;
  const inStation: (number | null)[] = form.stations.map(() => null);
  if (first === undefined) return null;
  if (queues.length === 1 && thinkS > 0) {
    const chain = closedMmc(population, thinkS, first.demandS, first.servers);
    inStation[first.k] = chain.meanInSystem;
    return {
      formula: 'closed M/M/c//N',
      throughput: [chain.throughput],
      responseS: [chain.meanResponseS + delayS],
      inStation: withDelays(inStation, only, delays, [chain.throughput]),
    };
  }
  if (population > MOST_USERS) return null;
  const solved = convolve(population, thinkS, queues);
  for (const [i, { k }] of queues.entries()) inStation[k] = solved.inStation[i]!;
  return {
    formula: 'closed product form (convolution)',
    throughput: [solved.throughput],
    responseS: [solved.meanResponseS + delayS],
    inStation: withDelays(inStation, only, delays, [solved.throughput]),
  };
}

function withDelays(
  inStation: readonly (number | null)[],
  { demandsS }: ProductFormClass,
  delays: readonly boolean[],
  throughput: readonly number[],
): (number | null)[] {
  return inStation.map((number, k) => (delays[k] ? throughput[0]! * demandsS[k]! : number));
}

/** Mean value analysis knows single servers and delays. */
function severalClasses({ stations, classes }: ProductForm): Solution | null {
  const delays = stations.map(({ station }) => station.servers === 'infinite');
  if (stations.some(({ station }, k) => !delays[k] && station.servers !== 1)) return null;
  const sources = classes.map(({ jobClass }) => jobClass.source as ClosedSource);
  const populations = sources.reduce((product, { population }) => product * (population + 1), 1);
  if (populations * stations.length > MOST_POPULATIONS) return null;
  const delayS = classes.map(({ demandsS }) =>
    demandsS.reduce((sum, demand, k) => sum + (delays[k] ? demand : 0), 0),
  );
  const solved = exactMva(
    classes.map(({ demandsS }, r) => ({
      users: sources[r]!.population,
      thinkS: momentsOf(sources[r]!.think).mean + delayS[r]!,
      demandsS: demandsS.map((demand, k) => (delays[k] ? 0 : demand)),
    })),
  );
  return {
    formula: 'closed product form (exact MVA)',
    throughput: solved.throughput,
    responseS: solved.responseS.map((response, r) => response! + delayS[r]!),
    inStation: stations.map((_, k) =>
      delays[k]
        ? classes.reduce((sum, { demandsS }, r) => sum + solved.throughput[r]! * demandsS[k]!, 0)
        : solved.inStation[k]!,
    ),
  };
}

function figures({ stations, classes }: ProductForm, solution: Solution): Expected[] {
  const { formula, throughput, responseS } = solution;
  return [
    ...stations.flatMap(({ name, station }, k) => {
      const number = solution.inStation[k]!;
      const passing = classes.reduce((sum, { visits }, r) => sum + throughput[r]! * visits[k]!, 0);
      const busy = classes.reduce((sum, { demandsS }, r) => sum + throughput[r]! * demandsS[k]!, 0);
      const waits = station.servers !== 'infinite' && station.discipline !== 'PS' && passing > 0;
      if (number === null) return [];
      return figuresBelow(`stations.${name}`, formula, {
        throughput_per_s: passing,
        meanBusy: busy,
        meanInStation: number,
        ...(station.servers !== 'infinite' && { utilisation: busy / station.servers }),
        ...(passing > 0 && { meanVisit_s: number / passing }),
        ...(waits && { meanQueueLength: number - busy, meanWait_s: (number - busy) / passing }),
      });
    }),
    ...classes.flatMap(({ name }, r) =>
      figuresBelow(`classes.${name}`, formula, {
        throughput_per_s: throughput[r]!,
        meanResponse_s: responseS[r]!,
        meanInSystem: throughput[r]! * responseS[r]!,
      }),
    ),
  ];
}
