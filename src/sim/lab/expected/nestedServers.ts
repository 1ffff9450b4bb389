import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { nestedPossession } from '../../theory/nestedPossession.ts';
import { LEAVE, type QueueNetwork, type Station, type Visit } from '../network.ts';
import { probabilityOf, startProbability } from '../traffic.ts';
import { figuresBelow, type NetworkTheory } from './expected.ts';

/** Levels times cubed width that the chain takes; keeps the answer below about a second. */
const MOST_WORK = 2e9;

/** A closed class that keeps the server of one station while it queues at a second one; all exponential. */
export const nestedServers: NetworkTheory = (network) => {
  const nest = asNest(network);
  if (nest === null) return [];
  const { className, outer, inner, users, thinkS } = nest;
  const outerServers = serversFor(users, outer);
  const innerServers = serversFor(users, inner);
  if (users * Math.min(users, outerServers) ** 3 > MOST_WORK) return [];
  const outerS = momentsOf(outer.visit.service).mean;
  const innerS = momentsOf(inner.visit.service).mean;
  const solved = nestedPossession({ users, thinkS, outerServers, outerS, innerServers, innerS });
  const { throughput, meanResponseS, meanWaitingOutside, meanWaitingInside } = solved;
  const formula = 'nested possession (2-D Markov chain)';
  const busyOutside = solved.outerUtilisation * outerServers;
  const busyInside = solved.innerUtilisation * innerServers;
  return [
    ...figuresBelow(`stations.${outer.visit.station}`, formula, {
      throughput_per_s: throughput,
      meanBusy: busyOutside,
      meanQueueLength: meanWaitingOutside,
      meanInStation: busyOutside + meanWaitingOutside,
      meanWait_s: meanWaitingOutside / throughput,
    }),
    ...figuresBelow(`stations.${inner.visit.station}`, formula, {
      throughput_per_s: throughput,
      meanBusy: busyInside,
      meanQueueLength: meanWaitingInside,
      meanInStation: busyInside + meanWaitingInside,
      meanWait_s: meanWaitingInside / throughput,
    }),
    ...figuresBelow(`classes.${className}`, formula, {
      throughput_per_s: throughput,
      meanResponse_s: meanResponseS,
      meanInSystem: throughput * meanResponseS,
    }),
  ];
};

/** No more than there are users. */
function serversFor(users: number, { station: { servers } }: Place): number {
  return servers === 'infinite' ? users : Math.min(users, servers);
}

interface Place {
  readonly visit: Visit;
  readonly station: Station;
}

interface Nest {
  readonly className: string;
  readonly users: number;
  readonly thinkS: number;
  readonly outer: Place;
  readonly inner: Place;
}

function asNest(network: QueueNetwork): Nest | null {
  const [entry, ...others] = Object.entries(network.classes);
  if (entry === undefined || others.length > 0) return null;
  const [className, jobClass] = entry;
  const { source } = jobClass;
  if (!('population' in source) || !isExponential(source.think)) return null;
  const visits = Object.entries(jobClass.visits);
  const first = visits.find(([name]) => startProbability(jobClass, name) === 1);
  const second = visits.find((visit) => visit !== first);
  if (visits.length !== 2 || first === undefined || second === undefined) return null;
  const [, outerVisit] = first;
  const [innerName, innerVisit] = second;
  if (!outerVisit.hold || outerVisit.release.length > 0 || innerVisit.hold) return null;
  if (probabilityOf(outerVisit.next, innerName) !== 1) return null;
  if (probabilityOf(innerVisit.next, LEAVE) !== 1) return null;
  const outer = { visit: outerVisit, station: network.stations[outerVisit.station]! };
  const inner = { visit: innerVisit, station: network.stations[innerVisit.station]! };
  const plain = [outer, inner].every(
    ({ visit, station }) =>
      isExponential(visit.service) &&
      visit.patience === null &&
      station.capacity === null &&
      station.discipline !== 'PS',
  );
  if (!plain || Object.keys(network.stations).length !== 2) return null;
  return {
    className,
    users: source.population,
    thinkS: momentsOf(source.think).mean,
    outer,
    inner,
  };
}
