import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { mmc } from '../../theory/mmc.ts';
import type { QueueNetwork } from '../network.ts';
import { type Chain as Round, type ChainSolution, solveChains } from './chains.ts';
import type { Expected, NetworkTheory } from './expected.ts';
import { type Fare, faresAt } from './fares.ts';
import { type Inflow, type Place, placeAt } from './places.ts';
import { hasProductForm } from './productForm.ts';
import { slowedDown } from './sharedServers.ts';
import { foundQuantiles } from './foundQuantiles.ts';

/**
 * Product-form networks with closed classes. Open classes beside them slow everybody down at single servers, by
 * 1/(1 - their load). Source of the latter: E. D. Lazowska et al., Quantitative System Performance (1984), section 7.4.
 */
export const closedNetwork: NetworkTheory = (network) => {
  const chains = chainsOf(network);
  const places = chains.length === 0 ? null : productFormOf(network);
  if (places === null) return [];
  const stations = places.map((place) => stationOf(place, chains));
  if (stations.some(({ openLoad, place }) => openLoad >= place.servers * (1 - 1e-12))) return [];
  // Where closed classes do no work, or where there are servers for all, a round only passes time.
  const queues = stations.filter(
    ({ place, demandsS }) => place.servers < Infinity && demandsS.some((demand) => demand > 0),
  );
  const solvable = queues.every(({ place, openLoad }) => openLoad === 0 || place.servers === 1);
  if (queues.length === 0 || !solvable) return [];
  const rounds = chains.map(({ users, thinkS }, r) => ({
    users,
    thinkS: stations.reduce(
      (sum, own) => sum + (queues.includes(own) ? 0 : own.demandsS[r]!),
      thinkS,
    ),
    demandsS: queues.map(({ demandsS, openLoad }) => demandsS[r]! / (1 - openLoad)),
  }));
  if (queues.some(({ place }, k) => starves(place, k, rounds))) return [];
  const solution = solveChains(
    rounds,
    queues.map(({ place }) => place.servers),
  );
  if (solution === null) return [];
  return stations.flatMap((own) => figuresAt(chains, own, queues.indexOf(own), solution));
};

/** Whether the jobs of a chain never leave queue `k`: those at the end of its line are never served if who comes last is first. */
function starves({ station }: Place, k: number, rounds: readonly Round[]): boolean {
  return (
    station.discipline === 'LIFO' &&
    rounds.some(
      ({ thinkS, demandsS }) =>
        thinkS === 0 && demandsS.every((demand, i) => i === k || demand === 0),
    )
  );
}

interface Chain {
  readonly name: string;
  readonly users: number;
  readonly thinkS: number;
}

/** A station with the work of a round of each chain there, s, and of all open classes, erlangs. */
interface MixedStation {
  readonly place: Place;
  readonly demandsS: readonly number[];
  readonly openLoad: number;
}

function chainsOf({ classes }: QueueNetwork): Chain[] {
  return Object.entries(classes).flatMap(([name, { source }]) =>
    'population' in source
      ? [{ name, users: source.population, thinkS: momentsOf(source.think).mean }]
      : [],
  );
}

/** All stations with one round per s of each closed class; null where they are not of product form, or open arrivals not Poisson. */
function productFormOf(network: QueueNetwork): Place[] | null {
  const places = Object.keys(network.stations).map((name) =>
    placeAt(network, name, (className) => {
      const { source } = network.classes[className]!;
      if ('population' in source) return 1;
      return 'interarrival' in source && isExponential(source.interarrival)
        ? 1 / momentsOf(source.interarrival).mean
        : null;
    }),
  );
  const fitting = places.filter((place) => place !== null && hasProductForm(place));
  return fitting.length === places.length ? (fitting as Place[]) : null;
}

function stationOf(place: Place, chains: readonly Chain[]): MixedStation {
  const demandsS = chains.map(({ name }) => workOf(place, (className) => className === name));
  const openLoad = workOf(place, (className) => chains.every(({ name }) => name !== className));
  return { place, demandsS, openLoad };
}

function workOf({ inflows }: Place, counts: (className: string) => boolean): number {
  return inflows.reduce(
    (sum, { className, rate, serviceS }) => sum + (counts(className) ? rate * serviceS : 0),
    0,
  );
}

/** Figures of a station; `k` is its place among the queues of `solution`, -1 where it is none of them. */
function figuresAt(
  chains: readonly Chain[],
  { place, openLoad }: MixedStation,
  k: number,
  solution: ChainSolution,
): Expected[] {
  const chainOf = (name: string): number => chains.findIndex((chain) => chain.name === name);
  const { inflows } = place;
  const actual = {
    ...place,
    inflows: inflows.map((inflow) => ({
      ...inflow,
      rate: inflow.rate * (solution.throughput[chainOf(inflow.className)] ?? 1),
    })),
  };
  const found = (inflow: Inflow): { slowdown: number; full: number } => {
    if (k >= 0) return foundAmong(solution, openLoad, chainOf(inflow.className), k);
    if (place.servers === Infinity || openLoad === 0) return { slowdown: 1, full: 0 };
    const { meanInSystem, waitProbability } = mmc(openLoad, 1, place.servers);
    return { slowdown: meanInSystem / openLoad, full: waitProbability };
  };
  return [
    ...faresAt(actual, solution.formula, (inflow) => fareOf(actual, inflow, found(inflow))),
    ...(k >= 0 && openLoad === 0 && solution.found !== null
      ? foundQuantiles(actual, solution.formula, solution.found(k))
      : []),
  ];
}

/** What a job of chain `r` finds at queue `k`, or an open one if `r` is none: the open load is there besides the chains. */
function foundAmong(
  { number, occupied, slowdown, full }: ChainSolution,
  openLoad: number,
  r: number,
  k: number,
): { slowdown: number; full: number } {
  const free = 1 - openLoad;
  return r < 0
    ? { slowdown: (1 + number[k]!) / free, full: 1 - free * (1 - occupied[k]!) }
    : { slowdown: slowdown(r, k) / free, full: 1 - free * (1 - full(r, k)) };
}

function fareOf(
  { station }: Place,
  inflow: Inflow,
  { slowdown, full }: { slowdown: number; full: number },
): Fare {
  if (station.discipline === 'PS') return slowedDown(slowdown, inflow);
  return { waitProbability: full, meanWait_s: inflow.serviceS * (slowdown - 1) };
}
