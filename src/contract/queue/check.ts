import { momentsOf } from '../../sim/distributions/moments.ts';
import { type JobClass, LEAVE, type Next, type QueueNetwork } from '../../sim/lab/network.ts';
import { deadEnds, overloads } from '../../sim/lab/traffic.ts';
import { describeIssues } from '../describeIssues.ts';
import { badInput, type Issue } from '../errors.ts';
import { heldTwice } from './possession.ts';
import { queueSchema, sumsToOne } from './schema.ts';

/** Servers that can be held are kept in the bits of one integer. */
const MOST_STATIONS = 31;

/**
 * The network in full, defaults filled in, run as a transient of `transient_s` s if that is given. Throws
 * `AppError('invalid-input')` that names every offending path, its value and what would be accepted; an open network that has
 * no steady state is such a fault unless a transient is asked for.
 */
export function parseNetwork(document: unknown, transient_s?: number): QueueNetwork {
  const parsed = queueSchema.safeParse(document);
  if (!parsed.success) throw badInput(describeIssues(parsed.error, queueSchema, document));
  const network: QueueNetwork =
    transient_s === undefined
      ? parsed.data
      : { ...parsed.data, run: { transient: { run_time_s: transient_s } } };
  refuse(contradictions(network));
  refuse(instabilities(network));
  return network;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw badInput(issues);
}

function contradictions(network: QueueNetwork): Issue[] {
  const { stations, classes } = network;
  const issues: Issue[] = [];
  const complain = (path: string, message: string): void => void issues.push({ path, message });
  const stationNames = Object.keys(stations);
  if (stationNames.length === 0) complain('stations', 'is {}; accepted: at least one station');
  if (stationNames.length > MOST_STATIONS) {
    complain('stations', `has ${stationNames.length} stations; accepted: at most ${MOST_STATIONS}`);
  }
  if (Object.keys(classes).length === 0) complain('classes', 'is {}; accepted: at least one class');
  for (const [name, { servers, capacity, discipline }] of Object.entries(stations)) {
    const path = `stations.${name}`;
    if (
      capacity !== null &&
      discipline !== 'PS' &&
      (servers === 'infinite' || capacity < servers)
    ) {
      complain(
        `${path}.capacity`,
        `is ${capacity}, below the ${servers} servers; accepted: at least the servers, or null`,
      );
    }
  }
  for (const [name, jobClass] of Object.entries(classes)) {
    issues.push(...classFaults(network, `classes.${name}`, jobClass));
  }
  if ('transient' in network.run && network.run.transient.run_time_s === 'until_empty') {
    for (const [name, { source }] of Object.entries(classes)) {
      if (!('trace' in source)) {
        complain(
          'run.transient.run_time_s',
          `is "until_empty", but the jobs of classes.${name} never end; accepted: s, or traces only`,
        );
      }
    }
  }
  return issues;
}

function classFaults(network: QueueNetwork, path: string, jobClass: JobClass): Issue[] {
  const issues: Issue[] = [];
  const complain = (where: string, message: string): void =>
    void issues.push({ path: `${path}.${where}`, message });
  const { source, start, visits } = jobClass;
  const names = Object.keys(visits);
  if (names.length === 0) {
    return [{ path: `${path}.visits`, message: 'is {}; accepted: at least one visit' }];
  }
  if (names.includes(LEAVE))
    complain(`visits.${LEAVE}`, `is the name of no visit; accepted: another`);
  const row = (where: string, next: Next, ways: readonly string[]): void => {
    for (const way of typeof next === 'string' ? [next] : Object.keys(next)) {
      if (!ways.includes(way)) {
        complain(where, `"${way}" is no visit of this class; accepted: ${ways.join(', ')}`);
      }
    }
    if (typeof next === 'string' || sumsToOne(Object.values(next))) return;
    const sum = Object.values(next).reduce((total, p) => total + p, 0);
    complain(where, `sums to ${Number(sum.toFixed(9))}; accepted: probabilities that sum to 1`);
  };
  if (start !== null) row('start', start, names);
  for (const [name, { station, hold, release, next }] of Object.entries(visits)) {
    const where = `visits.${name}`;
    row(`${where}.next`, next, [...names, LEAVE]);
    for (const [key, mentioned] of [
      ['station', [station]],
      ['release', release],
    ] as const) {
      for (const other of mentioned) {
        if (Object.hasOwn(network.stations, other)) continue;
        complain(
          `${where}.${key}`,
          `"${other}" is no station; accepted: ${Object.keys(network.stations).join(', ')}`,
        );
      }
    }
    const at = network.stations[station];
    if (hold && at !== undefined && ['PS', 'preemptive'].includes(at.discipline)) {
      complain(
        `${where}.hold`,
        `is true at a station with discipline ${at.discipline}; accepted: FIFO, LIFO, random or priority`,
      );
    }
  }
  if (issues.length > 0) return issues;
  for (const name of deadEnds(jobClass)) {
    complain(`visits.${name}.next`, `never leads to "${LEAVE}"; accepted: a way out for every job`);
  }
  for (const { visit, station } of heldTwice(jobClass)) {
    complain(
      `visits.${visit}.station`,
      `is "${station}", of which the job may still hold a server; accepted: a release before`,
    );
  }
  issues.push(...sourceFaults(network, path, source, jobClass));
  return issues;
}

function sourceFaults(
  network: QueueNetwork,
  path: string,
  source: JobClass['source'],
  { visits }: JobClass,
): Issue[] {
  if ('interarrival' in source) {
    return momentsOf(source.interarrival).mean > 0
      ? []
      : [
          {
            path: `${path}.source.interarrival`,
            message: 'has mean 0 s; accepted: a mean above 0',
          },
        ];
  }
  if ('trace' in source) {
    const late = source.trace.findIndex(
      ({ arrival_s }, i) => i > 0 && arrival_s < source.trace[i - 1]!.arrival_s,
    );
    if (late >= 0) {
      return [
        {
          path: `${path}.source.trace.${late}.arrival_s`,
          message: `is ${source.trace[late]!.arrival_s}, before the job above it; accepted: jobs by time of arrival`,
        },
      ];
    }
    if ('steady_state' in network.run) {
      return [
        {
          path: 'run',
          message: `asks for a steady state, but the trace of ${path} ends; accepted: {"transient": {"run_time_s": "until_empty"}}`,
        },
      ];
    }
    return [];
  }
  const { mean } = momentsOf(source.think);
  // Who neither thinks nor is served, or is turned away at once, would come back for ever at the same moment.
  const needs = Object.values(visits).every(({ service }) => momentsOf(service).mean > 0);
  const leaves = Object.values(visits).some(
    ({ patience, station }) => patience !== null || network.stations[station]!.capacity !== null,
  );
  return mean > 0 || (needs && !leaves)
    ? []
    : [
        {
          path: `${path}.source.think`,
          message:
            'has mean 0 s where service may take none or jobs may be turned away; accepted: a mean above 0',
        },
      ];
}

function instabilities(network: QueueNetwork): Issue[] {
  if (!('steady_state' in network.run)) return [];
  return overloads(network).map(({ station, load }) => ({
    path: `stations.${station}`,
    message: `has a load of ${Number(load.toPrecision(6))} (rho >= 1), so that its queue grows without end and no steady state exists; accepted: a load below 1, or a transient from an empty system, --transient SECONDS`,
  }));
}
