import { mmc } from '../../theory/mmc.ts';
import { mmck } from '../../theory/mmck.ts';
import { figuresBelow, type Theory } from './expected.ts';
import { asOpenQueue } from './openQueue.ts';

/**
 * Processor sharing of Poisson arrivals: the number there is that of M/M/c or M/M/c/K, and a job takes longer than alone by
 * the same factor in the mean whatever its length and the distribution of service.
 */
export const sharedServers: Theory = (network) => {
  const queue = asOpenQueue(network);
  if (queue === null || !queue.poisson || queue.station.discipline !== 'PS') return [];
  const { stationPath, classPath, rate, meanService, servers, station } = queue;
  if (servers === Infinity || meanService === 0) return [];
  const { capacity } = station;
  if (capacity === null && rate * meanService >= servers) return [];
  const size = servers === 1 ? '1' : 'c';
  const { throughput, utilisation, meanInSystem, lost } =
    capacity === null
      ? { ...mmc(rate, meanService, servers), throughput: rate, lost: null }
      : finite(mmck(rate, meanService, servers, capacity));
  const formula = capacity === null ? `M/G/${size}-PS` : `M/G/${size}/K-PS`;
  const meanTime = meanInSystem / throughput;
  return [
    ...figuresBelow(stationPath, formula, {
      throughput_per_s: throughput,
      utilisation,
      meanBusy: utilisation * servers,
      meanInStation: meanInSystem,
      meanVisit_s: meanTime,
      ...(lost === null ? { slowdown: meanTime / meanService } : { lossProbability: lost }),
    }),
    ...figuresBelow(classPath, formula, {
      throughput_per_s: throughput,
      meanInSystem,
      meanResponse_s: meanTime,
    }),
  ];
};

function finite(solved: ReturnType<typeof mmck>): {
  throughput: number;
  utilisation: number;
  meanInSystem: number;
  lost: number;
} {
  return { ...solved, lost: solved.blockProbability };
}
