import type { Distribution } from '../../distributions/distribution.ts';
import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import type { JobClass, QueueNetwork, Station, Visit } from '../network.ts';
import { startProbability } from '../traffic.ts';

/** One station with one visit of each class, as most closed forms want it. */
export interface SingleStation {
  readonly name: string;
  readonly station: Station;
  readonly visits: readonly {
    readonly className: string;
    readonly visitName: string;
    readonly jobClass: JobClass;
    readonly visit: Visit;
  }[];
}

/** The network as a single station; null when it is more than that. */
export function asSingleStation(network: QueueNetwork): SingleStation | null {
  const stations = Object.entries(network.stations);
  const [only] = stations;
  if (only === undefined || stations.length > 1) return null;
  const visits = Object.entries(network.classes).map(([className, jobClass]) => {
    const own = Object.entries(jobClass.visits);
    const [first] = own;
    if (first === undefined || own.length > 1) return null;
    const [name, visit] = first;
    const plain =
      startProbability(jobClass, name) === 1 &&
      isLeave(visit) &&
      !visit.hold &&
      'trace' in jobClass.source === false;
    return plain ? { className, visitName: name, jobClass, visit } : null;
  });
  if (visits.some((visit) => visit === null)) return null;
  return { name: only[0], station: only[1], visits: visits.filter((visit) => visit !== null) };
}

function isLeave({ next }: Visit): boolean {
  return next === 'leave' || (typeof next !== 'string' && next['leave'] === 1);
}

/** A single station with one open class. */
export interface OpenQueue {
  readonly stationPath: string;
  readonly classPath: string;
  readonly station: Station;
  readonly servers: number;
  readonly rate: number;
  readonly interarrival: Distribution;
  readonly poisson: boolean;
  readonly service: Distribution;
  readonly meanService: number;
  readonly squaredCv: number;
  readonly patience: Distribution | null;
}

/** The network as an open queue; null when it is anything else. */
export function asOpenQueue(network: QueueNetwork): OpenQueue | null {
  const single = asSingleStation(network);
  const [only] = single?.visits ?? [];
  if (single === null || only === undefined || single.visits.length > 1) return null;
  const { source } = only.jobClass;
  if (!('interarrival' in source)) return null;
  const { mean, squaredCv } = momentsOf(only.visit.service);
  return {
    stationPath: `stations.${single.name}`,
    classPath: `classes.${only.className}`,
    station: single.station,
    servers: single.station.servers === 'infinite' ? Infinity : single.station.servers,
    rate: 1 / momentsOf(source.interarrival).mean,
    interarrival: source.interarrival,
    poisson: isExponential(source.interarrival),
    service: only.visit.service,
    meanService: mean,
    squaredCv,
    patience: only.visit.patience,
  };
}
