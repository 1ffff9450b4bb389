import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { nonPreemptivePriority, preemptivePriority } from '../../theory/priority.ts';
import { figuresBelow, type Theory } from './expected.ts';
import { asSingleStation } from './openQueue.ts';

/** M/G/1 with one Poisson class on each level of priority. */
export const priorities: Theory = (network) => {
  const single = asSingleStation(network);
  if (single === null || single.station.servers !== 1 || single.station.capacity !== null)
    return [];
  const { discipline } = single.station;
  if (discipline !== 'priority' && discipline !== 'preemptive') return [];
  const classes = single.visits
    .map(({ className, visitName, jobClass, visit }) => ({
      className,
      visitName,
      priority: jobClass.priority,
      source: jobClass.source,
      service: momentsOf(visit.service),
      patient: visit.patience === null,
    }))
    .sort((a, b) => a.priority - b.priority);
  const levels = classes.flatMap(({ source, service, patient }) =>
    'interarrival' in source && isExponential(source.interarrival) && patient
      ? [
          {
            arrivalRate: 1 / momentsOf(source.interarrival).mean,
            serviceS: service.mean,
            squaredCv: service.squaredCv,
          },
        ]
      : [],
  );
  const distinct = new Set(classes.map(({ priority }) => priority)).size;
  if (levels.length < classes.length || distinct < classes.length) return [];
  const load = levels.reduce((sum, level) => sum + level.arrivalRate * level.serviceS, 0);
  if (load >= 1) return [];
  const interrupting = discipline === 'preemptive';
  const formula = interrupting ? 'M/G/1, preemptive-resume priority' : 'M/G/1, priority (Cobham)';
  const solved = (interrupting ? preemptivePriority : nonPreemptivePriority)(levels);
  const rate = levels.reduce((sum, { arrivalRate }) => sum + arrivalRate, 0);
  const number = levels.reduce(
    (sum, { arrivalRate }, i) => sum + arrivalRate * solved[i]!.meanResponseS,
    0,
  );
  // Poisson arrivals find the server busy for the share of time that it is; who interrupts need not wait for it.
  const waiting = interrupting ? {} : { waitProbability: load };
  return [
    ...figuresBelow(`stations.${single.name}`, formula, {
      utilisation: load,
      meanBusy: load,
      throughput_per_s: rate,
      meanQueueLength: number - load,
      meanInStation: number,
      meanVisit_s: number / rate,
      ...waiting,
      ...(!interrupting && { meanWait_s: (number - load) / rate }),
    }),
    ...classes.flatMap(({ className, visitName }, i) => {
      const { meanResponseS } = solved[i]!;
      const { arrivalRate, serviceS } = levels[i]!;
      const path = `classes.${className}`;
      return [
        ...figuresBelow(path, formula, {
          meanResponse_s: meanResponseS,
          meanInSystem: arrivalRate * meanResponseS,
          throughput_per_s: arrivalRate,
        }),
        ...figuresBelow(`${path}.visits.${visitName}`, formula, {
          throughput_per_s: arrivalRate,
          meanVisit_s: meanResponseS,
          ...waiting,
          ...(!interrupting && { meanWait_s: meanResponseS - serviceS }),
        }),
      ];
    }),
  ];
};
