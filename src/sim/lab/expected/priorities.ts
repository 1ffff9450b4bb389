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
    .map(({ className, jobClass, visit }) => ({
      className,
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
  if (levels.reduce((sum, level) => sum + level.arrivalRate * level.serviceS, 0) >= 1) return [];
  const interrupting = discipline === 'preemptive';
  const formula = interrupting ? 'M/G/1, preemptive-resume priority' : 'M/G/1, priority (Cobham)';
  const solved = (interrupting ? preemptivePriority : nonPreemptivePriority)(levels);
  return classes.flatMap(({ className }, i) => {
    const { meanResponseS } = solved[i]!;
    return figuresBelow(`classes.${className}`, formula, {
      meanResponse_s: meanResponseS,
      meanInSystem: levels[i]!.arrivalRate * meanResponseS,
      throughput_per_s: levels[i]!.arrivalRate,
    });
  });
};
