import type { Distribution } from '../distributions/distribution.ts';
import { momentsOf } from '../distributions/moments.ts';
import type { JobClass, Next, QueueNetwork, Source, Visit } from './network.ts';
import { visitsMade } from './traffic.ts';

/** Whether no run of `network` draws anything that matters, so that all its replications are the same. */
export function isDeterministic({ stations, classes }: QueueNetwork): boolean {
  return Object.values(classes).every((jobClass) =>
    isFixedClass(jobClass, (name) => stations[name]!.discipline !== 'random'),
  );
}

function isFixedClass(jobClass: JobClass, inOrder: (station: string) => boolean): boolean {
  const { source, start, visits } = jobClass;
  return (
    comesAtFixedTimes(source) &&
    (start === null || isOneWay(start)) &&
    [...visitsMade(jobClass)].every((name) => {
      const visit = visits[name]!;
      return inOrder(visit.station) && isOneWay(visit.next) && takesFixedTimes(visit, source);
    })
  );
}

function comesAtFixedTimes(source: Source): boolean {
  if ('trace' in source) return true;
  return isFixed('population' in source ? source.think : source.interarrival);
}

/** What a recorded job brings with it is not drawn. */
function takesFixedTimes({ service, patience }: Visit, source: Source): boolean {
  const recorded = (key: 'service_s' | 'patience_s'): boolean =>
    'trace' in source && source.trace.every((job) => job[key] !== undefined);
  return (
    (isFixed(service) || recorded('service_s')) &&
    (patience === null || isFixed(patience) || recorded('patience_s'))
  );
}

function isFixed(duration: Distribution): boolean {
  return momentsOf(duration).squaredCv === 0;
}

function isOneWay(next: Next): boolean {
  return typeof next === 'string' || Object.values(next).filter((p) => p > 0).length === 1;
}
