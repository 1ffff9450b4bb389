import { Sampler } from '../distributions/sampler.ts';
import { CLOSED, disciplines, DRAWN, NOWHERE, OPEN, TRACED, UNLIMITED } from './codes.ts';
import { LEAVE, type Next, type QueueNetwork, type TracedJob } from './network.ts';

/** A network as flat arrays by station, class, visit (visits of all classes in one row) and route. */
export interface CompiledNetwork {
  readonly stationNames: readonly string[];
  readonly classNames: readonly string[];
  readonly visitNames: readonly string[];
  readonly sampler: Sampler;
  readonly streamNames: readonly string[];

  // Whether there are such at all: the laboratory looks at these before it looks at the job, the visit or the station.
  readonly anyTraced: boolean;
  readonly anyImpatient: boolean;
  readonly anyHeld: boolean;
  readonly anyPriority: boolean;

  readonly discipline: Int32Array;
  readonly servers: Int32Array;
  readonly capacity: Int32Array;
  readonly pickStream: Int32Array;

  readonly source: Int32Array;
  /** Between arrivals, or to think: index of the distribution. */
  readonly pause: Int32Array;
  readonly pauseStream: Int32Array;
  readonly population: Int32Array;
  readonly level: Int32Array;
  readonly levels: number;
  readonly traces: readonly (readonly TracedJob[])[];

  readonly visitStation: Int32Array;
  readonly visitClass: Int32Array;
  readonly service: Int32Array;
  readonly serviceStream: Int32Array;
  /** -1: endless. */
  readonly patience: Int32Array;
  readonly patienceStream: Int32Array;
  readonly hold: Int32Array;
  /** Bit i: the server of station i is given back. */
  readonly release: Int32Array;

  /** Row of each visit, then the row of each class with which its jobs begin: the target itself, or DRAWN. */
  readonly next: Int32Array;
  readonly routeFrom: Int32Array;
  readonly routeStream: Int32Array;
  readonly routeTargets: Int32Array;
  /** Cumulative over each row. */
  readonly routeUpTo: Float64Array;
}

/** Compiles a network that has been checked. Draws depend on names only, not on the order in which things are listed. */
export function compile(network: QueueNetwork): CompiledNetwork {
  const stationNames = Object.keys(network.stations);
  const classes = Object.entries(network.classes);
  const stations = Object.values(network.stations);
  const visits = classes.flatMap(([className, jobClass], c) =>
    Object.entries(jobClass.visits).map(([name, visit]) => ({ ...visit, name, className, c })),
  );
  const sampler = new Sampler();
  const streamNames: string[] = [];
  const stream = (name: string): number => streamNames.push(name) - 1;
  const firstVisit = classes.map(([className]) =>
    visits.findIndex((v) => v.className === className),
  );
  const levels = [...new Set(classes.map(([, { priority }]) => priority))].sort((a, b) => a - b);

  const routeTargets: number[] = [];
  const routeUpTo: number[] = [];
  const routeFrom: number[] = [];
  const routeStream: number[] = [];
  const next: number[] = [];
  const addRow = (row: Next, c: number, streamName: string): void => {
    const visitNames = Object.keys(classes[c]![1].visits);
    const target = (name: string): number =>
      name === LEAVE ? NOWHERE : firstVisit[c]! + visitNames.indexOf(name);
    const likely =
      typeof row === 'string' ? [[row, 1] as const] : Object.entries(row).filter(([, p]) => p > 0);
    routeFrom.push(routeTargets.length);
    routeStream.push(likely.length === 1 ? NOWHERE : stream(streamName));
    next.push(likely.length === 1 ? target(likely[0]![0]) : DRAWN);
    let upTo = 0;
    for (const [name, probability] of likely) {
      upTo += probability;
      routeTargets.push(target(name));
      routeUpTo.push(upTo);
    }
    // Rounding must not leave a gap below 1.
    routeUpTo[routeUpTo.length - 1] = 1;
  };
  for (const v of visits) addRow(v.next, v.c, `route ${v.className}.${v.name}`);
  for (const [c, [name, { start, visits: own }]] of classes.entries()) {
    addRow(start ?? Object.keys(own)[0]!, c, `start ${name}`);
  }

  const anyTraced = classes.some(([, { source }]) => 'trace' in source);

  return {
    stationNames,
    classNames: classes.map(([name]) => name),
    visitNames: visits.map(({ name }) => name),
    sampler,

    anyTraced,
    // Jobs of traces bring their own patience.
    anyImpatient: anyTraced || visits.some(({ patience }) => patience !== null),
    anyHeld: visits.some(({ hold }) => hold),
    anyPriority: stations.some(
      ({ discipline }) => discipline === 'priority' || discipline === 'preemptive',
    ),

    discipline: Int32Array.from(stations, ({ discipline }) => disciplines[discipline]),
    servers: Int32Array.from(stations, ({ servers }) =>
      servers === 'infinite' ? UNLIMITED : servers,
    ),
    capacity: Int32Array.from(stations, ({ capacity }) => capacity ?? UNLIMITED),
    pickStream: Int32Array.from(stationNames, (name) => stream(`pick ${name}`)),

    source: Int32Array.from(classes, ([, { source }]) =>
      'population' in source ? CLOSED : 'trace' in source ? TRACED : OPEN,
    ),
    pause: Int32Array.from(classes, ([, { source }]) =>
      'population' in source
        ? sampler.add(source.think)
        : 'trace' in source
          ? NOWHERE
          : sampler.add(source.interarrival),
    ),
    pauseStream: Int32Array.from(classes, ([name]) => stream(`source ${name}`)),
    population: Int32Array.from(classes, ([, { source }]) =>
      'population' in source ? source.population : 0,
    ),
    level: Int32Array.from(classes, ([, { priority }]) => levels.indexOf(priority)),
    levels: levels.length,
    traces: classes.map(([, { source }]) => ('trace' in source ? source.trace : [])),

    visitStation: Int32Array.from(visits, ({ station }) => stationNames.indexOf(station)),
    visitClass: Int32Array.from(visits, ({ c }) => c),
    service: Int32Array.from(visits, ({ service }) => sampler.add(service)),
    serviceStream: Int32Array.from(visits, (v) => stream(`service ${v.className}.${v.name}`)),
    patience: Int32Array.from(visits, ({ patience }) =>
      patience === null ? NOWHERE : sampler.add(patience),
    ),
    patienceStream: Int32Array.from(visits, (v) => stream(`patience ${v.className}.${v.name}`)),
    hold: Int32Array.from(visits, ({ hold }) => Number(hold)),
    release: Int32Array.from(visits, ({ release }) =>
      release.reduce((mask, name) => mask | (1 << stationNames.indexOf(name)), 0),
    ),

    next: Int32Array.from(next),
    routeFrom: Int32Array.from(routeFrom),
    routeStream: Int32Array.from(routeStream),
    routeTargets: Int32Array.from(routeTargets),
    routeUpTo: Float64Array.from(routeUpTo),
    streamNames,
  };
}
