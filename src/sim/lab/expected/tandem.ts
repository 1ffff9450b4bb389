import { stagesOf } from '../../distributions/stages.ts';
import { erlangMixtureQuantileS } from '../../theory/erlangMixture.ts';
import { type JobClass, LEAVE } from '../network.ts';
import { probabilityOf, startProbability } from '../traffic.ts';
import type { NetworkTheory } from './expected.ts';
import { Graph } from './graph.ts';
import type { OpenPlace } from './places.ts';
import { responseQuantiles } from './quantiles.ts';

/** Stages that a journey may consist of. */
const MOST_STAGES = 20_000;

/**
 * Journeys through one M/M/1 after the other, each in the order of arrival, where nobody can get in front on another way: times
 * there are exponential and independent of one another.
 * Source: E. Reich, Annals of Mathematical Statistics 28 (1957) 768-773; J. Walrand and P. Varaiya, Advances in Applied
 * Probability 12 (1980) 1000-1018 (paths without overtaking).
 */
export const tandem: NetworkTheory = (network, places) => {
  const graph = new Graph(network);
  return Object.entries(network.classes).flatMap(([className, jobClass]) => {
    const stations = pathOf(jobClass);
    const onWay = stations?.map((name) => places.find((place) => place.name === name));
    if (stations === null || onWay === undefined || !onWay.every(isMm1)) return [];
    const alone = stations.every((name, i) =>
      i === 0
        ? stations.every((own) => !graph.upstream(name).has(own))
        : graph.before(name).every((before) => before === stations[i - 1]),
    );
    if (!alone) return [];
    const rates_per_s = onWay.map((place) => 1 / place!.inflows[0]!.serviceS - place!.rate);
    const fastest = Math.max(...rates_per_s);
    const journey = { coxian: { rates_per_s, continue: rates_per_s.slice(1).map(() => 1) } };
    const stages = stagesOf(journey, fastest, MOST_STAGES);
    if (stages === null) return [];
    return responseQuantiles(className, 'M/M/1 in tandem', (p) =>
      erlangMixtureQuantileS(stages, 1 / fastest, p),
    );
  });
};

/** The stations that every job of a class visits one after the other; null unless there are several, each once. */
function pathOf(jobClass: JobClass): string[] | null {
  const { visits } = jobClass;
  const names = Object.keys(visits);
  const path: string[] = [];
  let at = names.find((name) => startProbability(jobClass, name) === 1);
  while (at !== undefined && path.length < names.length) {
    const { station, next } = visits[at]!;
    path.push(station);
    if (probabilityOf(next, LEAVE) === 1) break;
    at = names.find((name) => probabilityOf(next, name) === 1);
  }
  const whole = at !== undefined && path.length === names.length && path.length > 1;
  return whole && new Set(path).size === path.length ? path : null;
}

function isMm1(place: OpenPlace | undefined): boolean {
  return (
    place !== undefined &&
    place.productForm &&
    place.servers === 1 &&
    place.station.discipline === 'FIFO'
  );
}
