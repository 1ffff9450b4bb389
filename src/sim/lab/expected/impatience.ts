import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { erlangA, mmcWithTimeout } from '../../theory/impatience.ts';
import { figuresBelow, type Theory } from './expected.ts';
import { asOpenQueue } from './openQueue.ts';

/** M/M/c with patience: exponential (Erlang A) or the same for everybody, in the order of arrival. */
export const impatience: Theory = (network) => {
  const queue = asOpenQueue(network);
  if (queue === null || queue.patience === null || !queue.poisson) return [];
  const { stationPath, classPath, rate, meanService, servers, station, service, patience } = queue;
  if (station.capacity !== null || !isExponential(service) || servers === Infinity) return [];
  const fixed = typeof patience === 'number';
  if (!fixed && !isExponential(patience!)) return [];
  // Who gives up depends on the order of service unless patience has no memory.
  if (station.discipline === 'PS') return [];
  if (fixed && (station.discipline === 'LIFO' || station.discipline === 'random')) return [];
  const formula = fixed ? 'M/M/c+D' : 'M/M/c+M (Erlang A)';
  const solve = fixed ? mmcWithTimeout : erlangA;
  const mean = momentsOf(patience!).mean;
  if (mean === 0) return [];
  const solved = solve(rate, meanService, servers, mean);
  const { abandonProbability, utilisation, throughput, meanQueueLength } = solved;
  return [
    ...figuresBelow(stationPath, formula, {
      renegeProbability: abandonProbability,
      waitProbability: solved.waitProbability,
      meanWait_s: solved.meanWaitS,
      meanQueueLength,
      meanInStation: meanQueueLength + utilisation * servers,
      utilisation,
      meanBusy: utilisation * servers,
      throughput_per_s: throughput,
    }),
    ...figuresBelow(classPath, formula, {
      renegeProbability: abandonProbability,
      throughput_per_s: throughput,
    }),
  ];
};
