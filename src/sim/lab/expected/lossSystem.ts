import { isExponential } from '../../distributions/distribution.ts';
import { mmck } from '../../theory/mmck.ts';
import { figuresBelow, type Theory } from './expected.ts';
import { asOpenQueue } from './openQueue.ts';

/** Poisson arrivals of which those that find the station full are lost: M/M/c/K, and M/G/c/c whatever the service. */
export const lossSystem: Theory = (network) => {
  const queue = asOpenQueue(network);
  const capacity = queue?.station.capacity ?? null;
  if (queue === null || capacity === null || !queue.poisson) return [];
  const { stationPath, classPath, rate, meanService, servers, station, service } = queue;
  if (station.discipline === 'PS' || meanService === 0) return [];
  const noQueue = capacity === servers;
  if (!noQueue && (!isExponential(service) || queue.patience !== null)) return [];
  const formula = noQueue ? 'M/G/c/c (Erlang B)' : 'M/M/c/K';
  const solved = mmck(rate, meanService, servers, capacity);
  const { throughput, utilisation, blockProbability, meanInSystem, meanResponseS } = solved;
  return [
    ...figuresBelow(stationPath, formula, {
      lossProbability: blockProbability,
      throughput_per_s: throughput,
      utilisation,
      meanBusy: utilisation * servers,
      meanQueueLength: solved.meanQueueLength,
      meanInStation: meanInSystem,
      meanWait_s: solved.meanWaitS,
      meanVisit_s: meanResponseS,
    }),
    ...figuresBelow(classPath, formula, {
      throughput_per_s: throughput,
      lossProbability: blockProbability,
      meanInSystem,
      meanResponse_s: meanResponseS,
    }),
  ];
};
