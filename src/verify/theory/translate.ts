import { AppError } from '../../contract/errors.ts';
import { parseNetwork } from '../../contract/queue/check.ts';
import type {
  Discipline,
  JobClass,
  QueueNetwork,
  Source,
  Station,
  TracedJob,
  Visit,
} from '../../sim/lab/network.ts';
import type { Distribution } from '../../sim/distributions/distribution.ts';
import type { QueueRun } from '../../sim/lab/results.ts';
import { numberOf, type TheoryCase } from './cases.ts';
import { serviceInWords } from './serviceInWords.ts';

/** Jobs measured in each replication. */
const COMPLETIONS = 250_000;

const JOBS = 'jobs';
const STATION = 'station';
/** Names of the two pools of nested possession, as the figures of its cases say them. */
const OUTER = 'worker';
const INNER = 'db';

/**
 * The network that a case describes, recognised by its parameters. Throws `AppError('invalid-input')` for other systems and
 * for those that have no steady state.
 */
export function networkOf(theoryCase: TheoryCase): QueueNetwork {
  try {
    return parseNetwork(translate(theoryCase));
  } catch (error) {
    if (!(error instanceof AppError) || error.message.startsWith(theoryCase.id)) throw error;
    throw new AppError(error.code, `${theoryCase.id}: ${error.message}`, error.issues);
  }
}

function translate(theoryCase: TheoryCase): unknown {
  const { id, parameters } = theoryCase;
  const has = (name: string): boolean => parameters[name] !== undefined;
  if (has('network')) return written(theoryCase);
  if (has('customers') || has('arrivals')) return traced(theoryCase);
  if (has('users') && has('stations')) return severalStations(theoryCase);
  if (has('users') && has('workers')) return nested(theoryCase);
  if (has('users')) return closed(theoryCase);
  if (has('arrival_rate_per_s')) return open(theoryCase);
  throw new AppError(
    'invalid-input',
    `${id}.parameters: has ${Object.keys(parameters).join(', ')}; accepted: those of an open, closed, nested or traced system, or a network`,
  );
}

/** Written as a document of a network, its stations and classes. */
function written({ id, model, parameters }: TheoryCase): unknown {
  const { stations, classes } = parameters['network'] as Readonly<Record<string, unknown>>;
  const run = { steady_state: { completions: COMPLETIONS, warm_up: 'auto' } };
  return {
    ...{ format: 'plimsoll.queue', version: 1, title: `${id}: ${model}` },
    ...{ stations, classes, run },
  };
}

function network(
  theoryCase: TheoryCase,
  stations: QueueNetwork['stations'],
  source: Source,
  visits: JobClass['visits'],
): QueueNetwork {
  return {
    format: 'plimsoll.queue',
    version: 1,
    title: `${theoryCase.id}: ${theoryCase.model}`,
    description: '',
    stations,
    classes: { [JOBS]: { source, priority: 0, start: null, visits } },
    run:
      'trace' in source
        ? { transient: { run_time_s: 'until_empty' } }
        : { steady_state: { completions: COMPLETIONS, warm_up: 'auto' } },
  };
}

function stationOf(servers: number, fields: Partial<Station> = {}): Station {
  return { servers, discipline: 'FIFO', capacity: null, ...fields };
}

function visitOf(station: string, service: Distribution, fields: Partial<Visit> = {}): Visit {
  return { station, service, patience: null, hold: false, release: [], next: 'leave', ...fields };
}

function exponential(mean_s: number): Distribution {
  return { exponential: { mean_s } };
}

/** Poisson arrivals at one station, with whatever limits the parameters name. */
function open(theoryCase: TheoryCase): QueueNetwork {
  const { model, parameters } = theoryCase;
  const servers = numberOf(theoryCase, 'servers', 1);
  const mean = numberOf(theoryCase, 'mean_service_s');
  const cv = parameters['service_cv'];
  const service = serviceInWords(
    String(parameters['service_distribution'] ?? 'exponential'),
    mean,
    typeof cv === 'number' ? cv : undefined,
  );
  const lossOnly = /loss|\/c\/c/i.test(model) ? servers : null;
  const capacity =
    parameters['capacity_including_service'] === undefined
      ? lossOnly
      : numberOf(theoryCase, 'capacity_including_service');
  let patience: Distribution | null = null;
  if (parameters['wait_timeout_s'] !== undefined) {
    patience = numberOf(theoryCase, 'wait_timeout_s');
  } else if (parameters['mean_patience_s'] !== undefined) {
    patience = exponential(numberOf(theoryCase, 'mean_patience_s'));
  }
  const discipline: Discipline = /PS\b/.test(model) ? 'PS' : 'FIFO';
  return network(
    theoryCase,
    { [STATION]: stationOf(servers, { discipline, capacity }) },
    { interarrival: exponential(1 / numberOf(theoryCase, 'arrival_rate_per_s')) },
    { service: visitOf(STATION, service, { patience }) },
  );
}

function users(theoryCase: TheoryCase): Source {
  return {
    population: numberOf(theoryCase, 'users'),
    think: exponential(numberOf(theoryCase, 'mean_think_s')),
  };
}

function closed(theoryCase: TheoryCase): QueueNetwork {
  const servers = numberOf(theoryCase, 'servers', 1);
  const service = exponential(numberOf(theoryCase, 'mean_service_s'));
  return network(theoryCase, { [STATION]: stationOf(servers) }, users(theoryCase), {
    service: visitOf(STATION, service),
  });
}

/** One after the other, each once: only the demands matter in product form. */
function severalStations(theoryCase: TheoryCase): QueueNetwork {
  const listed = theoryCase.parameters['stations'] as readonly Readonly<Record<string, unknown>>[];
  const stations: Record<string, Station> = {};
  const visits: Record<string, Visit> = {};
  for (const [i, parameters] of listed.entries()) {
    const own = { ...theoryCase, id: `${theoryCase.id}.parameters.stations.${i}`, parameters };
    const name = String(parameters['name']);
    stations[name] = stationOf(numberOf(own, 'servers', 1));
    visits[name] = visitOf(name, exponential(numberOf(own, 'demand_s')), {
      next: String(listed[i + 1]?.['name'] ?? 'leave'),
    });
  }
  return network(theoryCase, stations, users(theoryCase), visits);
}

function nested(theoryCase: TheoryCase): QueueNetwork {
  return network(
    theoryCase,
    {
      [OUTER]: stationOf(numberOf(theoryCase, 'workers')),
      [INNER]: stationOf(numberOf(theoryCase, 'db_tokens')),
    },
    users(theoryCase),
    {
      cpu: visitOf(OUTER, exponential(numberOf(theoryCase, 'mean_cpu_s')), {
        hold: true,
        next: 'query',
      }),
      query: visitOf(INNER, exponential(numberOf(theoryCase, 'mean_db_s'))),
    },
  );
}

/** Recorded customers, or arrivals at whole seconds such as `1..100` with one service time. */
function traced(theoryCase: TheoryCase): QueueNetwork {
  const { parameters } = theoryCase;
  const servers = numberOf(theoryCase, 'servers', 1);
  const capacity =
    parameters['capacity_including_service'] === undefined
      ? null
      : numberOf(theoryCase, 'capacity_including_service');
  const range = /^(\d+)\.\.(\d+)$/.exec(String(parameters['arrivals']));
  const trace: TracedJob[] = [];
  if (range !== null) {
    const service_s = numberOf(theoryCase, 'service_s');
    for (let at = Number(range[1]); at <= Number(range[2]); at++) {
      trace.push({ arrival_s: at, service_s });
    }
  }
  const customers = (parameters['customers'] ?? []) as readonly Readonly<Record<string, number>>[];
  for (const customer of customers) {
    trace.push({
      arrival_s: customer['arrival']!,
      service_s: customer['service'],
      patience_s: customer['patience'],
    });
  }
  return network(
    theoryCase,
    { [STATION]: stationOf(servers, { capacity }) },
    { trace },
    { service: visitOf(STATION, 0) },
  );
}

/** Path of the simulated figure that a case calls `name`, perhaps by its path; null for one that is unknown. */
export function figurePath(name: string): string | null {
  if (/^(?:stations|classes)\./.test(name)) return name;
  const percentile = /^p(\d+)_(response|wait)_s$/.exec(name);
  if (percentile !== null) {
    return percentile[2] === 'wait'
      ? `stations.${STATION}.p${percentile[1]}Wait_s`
      : `classes.${JOBS}.p${percentile[1]}Response_s`;
  }
  if (Object.hasOwn(figures, name)) return figures[name]!;
  const ofStation = /^(\w+)_(utilization|mean_in_station)$/.exec(name);
  if (ofStation !== null) {
    const figure = ofStation[2] === 'utilization' ? 'utilisation' : 'meanInStation';
    return `stations.${ofStation[1]}.${figure}`;
  }
  const waiting = /^mean_waiting_for_(\w+)$/.exec(name);
  return waiting === null ? null : `stations.${waiting[1]}.meanQueueLength`;
}

const figures: Readonly<Record<string, string>> = {
  utilization: `stations.${STATION}.utilisation`,
  mean_busy_servers: `stations.${STATION}.meanBusy`,
  mean_queue_length: `stations.${STATION}.meanQueueLength`,
  mean_wait_s: `stations.${STATION}.meanWait_s`,
  mean_wait_all_s: `stations.${STATION}.meanWait_s`,
  p_wait: `stations.${STATION}.waitProbability`,
  p_block: `stations.${STATION}.lossProbability`,
  p_abandon: `stations.${STATION}.renegeProbability`,
  p_timeout: `stations.${STATION}.renegeProbability`,
  slowdown_conditional: `stations.${STATION}.slowdown`,
  mean_in_system: `classes.${JOBS}.meanInSystem`,
  mean_response_s: `classes.${JOBS}.meanResponse_s`,
  mean_response_accepted_s: `classes.${JOBS}.meanResponse_s`,
  throughput_per_s: `classes.${JOBS}.throughput_per_s`,
};

/** What a traced case measures, by the names that cases use. */
export function tracedFigures(
  run: QueueRun,
): Readonly<Record<string, number | readonly (number | string)[]>> {
  const { jobs, completed, lost } = run.classes[JOBS]!;
  return {
    leave_times_s: jobs!.map(({ left_s }) => left_s ?? Number.NaN),
    outcomes: jobs!.map(({ outcome }) => outcome ?? 'inside'),
    waits_s: jobs!.map(({ wait_s }) => wait_s),
    served: completed,
    rejected: lost,
    end_time_s: run.ended_s,
    total_activity_s: (run.stations[STATION]!.meanBusy ?? 0) * run.ended_s,
  };
}
