import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { allenCunneen, mg1 } from '../../theory/mg1.ts';
import {
  mmc,
  mmcResponseQuantileS,
  mmcWaitQuantileS,
  type OpenQueue as Solved,
} from '../../theory/mmc.ts';
import { type Expected, figuresBelow, type Theory } from './expected.ts';
import { asOpenQueue, type OpenQueue } from './openQueue.ts';

/** Open queues where everybody waits for as long as it takes: M/M/c, M/G/1, and G/G/c as an approximation. */
export const waitingRoom: Theory = (network) => {
  const queue = asOpenQueue(network);
  if (queue === null || queue.patience !== null || queue.station.capacity !== null) return [];
  const { servers, rate, meanService, poisson, service, squaredCv, station } = queue;
  if (station.discipline === 'PS' || rate * meanService >= servers) return [];
  if (servers === Infinity) return poisson ? infiniteServers(queue) : [];
  const name = servers === 1 ? '1' : 'c';
  if (poisson && isExponential(service)) {
    const figures = mmc(rate, meanService, servers);
    const formula = `M/M/${name}${servers === 1 ? '' : ' (Erlang C)'}`;
    return [
      ...means(queue, figures, formula),
      ...figuresBelow(queue.stationPath, formula, { waitProbability: figures.waitProbability }),
      ...(inOrder(queue) ? quantiles(queue, formula) : []),
    ];
  }
  const serviceCv = Math.sqrt(squaredCv);
  if (poisson && servers === 1) {
    const figures = mg1(rate, meanService, serviceCv);
    return [
      ...means(queue, figures, 'M/G/1 (Pollaczek-Khinchine)'),
      // Poisson arrivals find the server busy for the share of time that it is.
      ...figuresBelow(queue.stationPath, 'M/G/1 (PASTA)', {
        waitProbability: figures.utilisation,
      }),
    ];
  }
  const arrivalCv = Math.sqrt(momentsOf(queue.interarrival).squaredCv);
  return means(
    queue,
    allenCunneen(rate, meanService, servers, arrivalCv, serviceCv),
    `G/G/${name} (Allen-Cunneen)`,
    'approximate',
  );
};

/** Whether jobs of one class are served in the order of arrival, on which the spread of waits depends, but not their mean. */
function inOrder({ station }: OpenQueue): boolean {
  return station.discipline !== 'LIFO' && station.discipline !== 'random';
}

function means(
  { stationPath, classPath, rate, servers }: OpenQueue,
  figures: Solved,
  formula: string,
  kind: Expected['kind'] = 'exact',
): Expected[] {
  const { utilisation, meanWaitS, meanResponseS, meanQueueLength, meanInSystem } = figures;
  // What comes also goes, and keeps its servers busy, whatever else is approximate.
  const flow = [
    ...figuresBelow(stationPath, 'flow balance', { throughput_per_s: rate }),
    ...figuresBelow(stationPath, 'utilisation law', {
      utilisation,
      meanBusy: utilisation * servers,
    }),
    ...figuresBelow(classPath, 'flow balance', { throughput_per_s: rate }),
  ];
  return [
    ...flow,
    ...figuresBelow(
      stationPath,
      formula,
      {
        meanQueueLength,
        meanInStation: meanInSystem,
        meanWait_s: meanWaitS,
        meanVisit_s: meanResponseS,
      },
      kind,
    ),
    ...figuresBelow(classPath, formula, { meanInSystem, meanResponse_s: meanResponseS }, kind),
  ];
}

function quantiles(
  { stationPath, classPath, rate, meanService, servers }: OpenQueue,
  formula: string,
): Expected[] {
  const wait = (p: number): number => mmcWaitQuantileS(rate, meanService, servers, p);
  const response = (p: number): number => mmcResponseQuantileS(rate, meanService, servers, p);
  return [
    ...figuresBelow(stationPath, formula, {
      p50Wait_s: wait(0.5),
      p90Wait_s: wait(0.9),
      p95Wait_s: wait(0.95),
      p99Wait_s: wait(0.99),
    }),
    ...figuresBelow(classPath, formula, {
      p50Response_s: response(0.5),
      p90Response_s: response(0.9),
      p95Response_s: response(0.95),
      p99Response_s: response(0.99),
    }),
  ];
}

function infiniteServers({ stationPath, classPath, rate, meanService }: OpenQueue): Expected[] {
  const formula = 'M/G/infinity';
  return [
    ...figuresBelow(stationPath, formula, {
      throughput_per_s: rate,
      meanBusy: rate * meanService,
      meanInStation: rate * meanService,
      meanVisit_s: meanService,
    }),
    ...figuresBelow(classPath, formula, {
      meanInSystem: rate * meanService,
      meanResponse_s: meanService,
    }),
  ];
}
