import type { Distribution } from '../../distributions/distribution.ts';
import { type DistributionMoments, momentsOf } from '../../distributions/moments.ts';
import type { JobClass, QueueNetwork, Station, Visit } from '../network.ts';
import { visitCounts } from '../traffic.ts';
import { Graph } from './graph.ts';
import { hasProductForm, isLossless } from './productForm.ts';
import { knownRate } from './rates.ts';
import { mustSettle } from './stability.ts';

/** What comes to a station by one visit of one class. */
export interface Inflow {
  readonly className: string;
  readonly visitName: string;
  readonly jobClass: JobClass;
  readonly visit: Visit;
  readonly serviceS: number;
  readonly squaredCv: number;
  /** Jobs per s. */
  readonly rate: number;
}

/** A station and all that comes to it. */
export interface Place {
  readonly name: string;
  readonly station: Station;
  /** Infinity where nobody waits. */
  readonly servers: number;
  readonly inflows: readonly Inflow[];
  /** Of all inflows together: jobs per s, and servers that their work keeps busy (erlangs). */
  readonly rate: number;
  readonly load: number;
}

/** A place of which is known what comes to it. */
export interface OpenPlace extends Place {
  /** Jobs come from outside only, and all of them come here first. */
  readonly direct: boolean;
  /** The inflows are independent Poisson processes, which owe nothing to what has happened here. */
  readonly poisson: boolean;
  /** Product form, here and wherever jobs come from: who arrives finds the station as it is over time. */
  readonly productForm: boolean;
  /** Nobody is lost and the station settles: what comes also goes. */
  readonly steady: boolean;
}

/**
 * Stations of which is known how much comes to them: from outside at a known rate, by way of stations that settle and lose
 * nobody. Jobs leave an open network of product form as independent Poisson processes, so that a station behind it whose own
 * jobs do not come back to it sees those.
 * Source: F. P. Kelly, Reversibility and Stochastic Networks (1979), 3.2 (quasi-reversibility).
 */
export function placesOf(network: QueueNetwork): OpenPlace[] {
  const graph = new Graph(network);
  const names = Object.keys(network.stations);
  const places = new Map(
    names.flatMap((name) => {
      const place = placeAt(network, name, (className) => knownRate(network, className));
      return place === null ? [] : [[name, place] as const];
    }),
  );
  const settles = (name: string): boolean => {
    const place = places.get(name);
    return place !== undefined && isLossless(place) && place.load < place.servers * (1 - 1e-12);
  };
  const among = (own: ReadonlySet<string>, station: string): boolean =>
    graph.before(station).every((name) => own.has(name));
  const productForm = largest(
    names,
    (name, own) =>
      settles(name) &&
      hasProductForm(places.get(name)!) &&
      graph.beginsAtRandom(name) &&
      among(own, name),
  );
  const steady = largest(
    names,
    (name, own) =>
      settles(name) &&
      (productForm.has(name) || mustSettle(network, graph, name)) &&
      among(own, name),
  );
  return [...places.values()].flatMap((place) => {
    const { name } = place;
    if (!among(steady, name)) return [];
    return {
      ...place,
      direct: graph.at(name).every(({ begins, from }) => begins === 1 && from.length === 0),
      poisson:
        graph.beginsAtRandom(name) && among(productForm, name) && !graph.upstream(name).has(name),
      productForm: productForm.has(name),
      steady: steady.has(name),
    };
  });
}

/** A station with jobs of each class at `rateOf` it, per s; null where that is not known, or where servers are held. */
export function placeAt(
  network: QueueNetwork,
  name: string,
  rateOf: (className: string) => number | null,
): Place | null {
  const station = network.stations[name]!;
  const inflows: Inflow[] = [];
  for (const [className, jobClass] of Object.entries(network.classes)) {
    const counts = visitCounts(jobClass);
    for (const [visitName, visit] of Object.entries(jobClass.visits)) {
      if (visit.station !== name) continue;
      const rate = rateOf(className);
      if (rate === null || visit.hold) return null;
      const { mean, squaredCv } = momentsOf(visit.service);
      inflows.push({
        ...{ className, visitName, jobClass, visit, squaredCv },
        serviceS: mean,
        rate: rate * counts[visitName]!,
      });
    }
  }
  return {
    name,
    station,
    servers: station.servers === 'infinite' ? Infinity : station.servers,
    inflows,
    ...sumsOf(inflows),
  };
}

/** A station as it would be with `inflows` of its own only, in the order of arrival. */
export function partOf(place: OpenPlace, inflows: readonly Inflow[]): OpenPlace {
  const station: Station = { ...place.station, discipline: 'FIFO' };
  const part = { ...place, station, inflows, ...sumsOf(inflows) };
  return { ...part, productForm: part.poisson && hasProductForm(part) };
}

function sumsOf(inflows: readonly Inflow[]): { rate: number; load: number } {
  return {
    rate: inflows.reduce((sum, { rate }) => sum + rate, 0),
    load: inflows.reduce((sum, { rate, serviceS }) => sum + rate * serviceS, 0),
  };
}

/** What is between two arrivals at a place to which one class comes straight from outside; null for others. */
export function renewalOf({ direct, inflows }: OpenPlace): Distribution | null {
  const [only, ...others] = inflows;
  const source = only?.jobClass.source;
  const alone = direct && others.length === 0 && source !== undefined && 'interarrival' in source;
  return alone ? source.interarrival : null;
}

/** Mean and squared coefficient of variation of the service that the next job of a place needs, whichever comes. */
export function mixtureOf({ inflows, rate, load }: Place): DistributionMoments {
  const mean = load / rate;
  const second = inflows.reduce(
    (sum, inflow) => sum + inflow.rate * inflow.serviceS ** 2 * (1 + inflow.squaredCv),
    0,
  );
  return { mean, squaredCv: mean === 0 ? 0 : Math.max(0, second / rate / mean ** 2 - 1) };
}

/** The largest part of `all` each of which `holds` beside the others. */
function largest<T>(
  all: readonly T[],
  holds: (one: T, others: ReadonlySet<T>) => boolean,
): ReadonlySet<T> {
  const left = new Set(all);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const one of left) if (!holds(one, left)) left.delete(one);
  }
  return left;
}
