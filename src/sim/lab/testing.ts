import type { Distribution } from '../distributions/distribution.ts';
import type { JobClass, QueueNetwork, Source, Station, Visit } from './network.ts';

/** For tests: a FIFO station without limits, with `fields`. */
export function station(servers: number | 'infinite', fields: Partial<Station> = {}): Station {
  return { servers, discipline: 'FIFO', capacity: null, ...fields };
}

/** For tests: a visit after which the job leaves, with `fields`. */
export function visit(at: string, service: Distribution, fields: Partial<Visit> = {}): Visit {
  return {
    station: at,
    service,
    patience: null,
    hold: false,
    release: [],
    next: 'leave',
    ...fields,
  };
}

/** For tests: a class that begins with the first of its visits, with `fields`. */
export function jobClass(
  source: Source,
  visits: Readonly<Record<string, Visit>>,
  fields: Partial<JobClass> = {},
): JobClass {
  return { source, priority: 0, start: null, visits, ...fields };
}

/** For tests: a network that is run for its long-run figures unless `fields` say otherwise. */
export function network(
  stations: Readonly<Record<string, Station>>,
  classes: Readonly<Record<string, JobClass>>,
  fields: Partial<QueueNetwork> = {},
): QueueNetwork {
  return {
    format: 'plimsoll.queue',
    version: 1,
    title: 'A network of a test',
    description: '',
    stations,
    classes,
    run: { steady_state: { completions: 20_000, warm_up: 2000 } },
    ...fields,
  };
}
