import { momentsOf } from '../../distributions/moments.ts';
import type { QueueNetwork } from '../network.ts';
import type { Graph } from './graph.ts';

/**
 * Whether a station whose servers have enough time for all that comes must settle. Where jobs never return to it from stations at which
 * they wait, whoever is served first. In a circle of such stations enough time is not enough: there it is known where each has
 * one visit only, or where all are single servers in the order of arrival with one mean service.
 * Source: J. G. Dai, Annals of Applied Probability 5 (1995) 49-77; M. Bramson, Queueing Systems 22 (1996) 5-45. What may
 * happen otherwise: A. N. Rybko and A. L. Stolyar, Problems of Information Transmission 28 (1992) 199-220.
 */
export function mustSettle(network: QueueNetwork, graph: Graph, station: string): boolean {
  const { stations } = network;
  const circle = [...graph.upstream(station)].filter(
    (name) => stations[name]!.servers !== 'infinite' && graph.upstream(name).has(station),
  );
  if (circle.every((name) => name === station)) return true;
  const oneVisit = (name: string): boolean =>
    graph.at(name).length === 1 && stations[name]!.discipline !== 'PS';
  const alike = (name: string): boolean => {
    const { servers, discipline } = stations[name]!;
    const means = graph.at(name).map(({ visit }) => momentsOf(visit.service).mean);
    return servers === 1 && discipline === 'FIFO' && new Set(means).size === 1;
  };
  return circle.every(oneVisit) || circle.every(alike);
}
