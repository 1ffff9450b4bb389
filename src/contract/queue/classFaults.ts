import { type JobClass, LEAVE, type Next, type QueueNetwork } from '../../sim/lab/network.ts';
import { deadEnds } from '../../sim/lab/traffic.ts';
import type { Issue } from '../errors.ts';
import { heldTwice, releasedUnheld } from './possession.ts';
import { sumsToOne } from './schema.ts';
import { sourceFaults } from './sourceFaults.ts';

/** What contradicts itself in the class at `path` of a network, or refers to what is not there. */
export function classFaults(network: QueueNetwork, path: string, jobClass: JobClass): Issue[] {
  if (Object.keys(jobClass.visits).length === 0) {
    return [{ path: `${path}.visits`, message: 'is {}; accepted: at least one visit' }];
  }
  const wrongNames = [...routeFaults(path, jobClass), ...stationFaults(network, path, jobClass)];
  if (wrongNames.length > 0) return wrongNames;
  return [
    ...deadEnds(jobClass).map((name) => ({
      path: `${path}.visits.${name}.next`,
      message: `never leads to "${LEAVE}"; accepted: a way out for every job`,
    })),
    ...heldTwice(jobClass).map(({ visit, station }) => ({
      path: `${path}.visits.${visit}.station`,
      message: `is "${station}", of which the job may still hold a server; accepted: a release before`,
    })),
    ...releasedUnheld(jobClass).map(({ visit, station }) => ({
      path: `${path}.visits.${visit}.release`,
      message: `is of "${station}", of which no job holds a server then; accepted: stations of visits before that hold theirs`,
    })),
    ...sourceFaults(network, path, jobClass),
  ];
}

function routeFaults(path: string, { start, visits }: JobClass): Issue[] {
  const issues: Issue[] = [];
  const names = Object.keys(visits);
  if (names.includes(LEAVE)) {
    const message = 'is the name of no visit; accepted: another';
    issues.push({ path: `${path}.visits.${LEAVE}`, message });
  }
  // JavaScript puts names that are whole numbers first, so that nobody knows which one was written first.
  const number = names.find((name) => /^\d+$/.test(name));
  if (start === null && names.length > 1 && number !== undefined) {
    const message = `is missing, and visits named by numbers such as "${number}" stand in no order; accepted: one of ${names.join(', ')}`;
    issues.push({ path: `${path}.start`, message });
  }
  const rows: [where: string, next: Next | null, ways: readonly string[]][] = [
    ['start', start, names],
    ...Object.entries(visits).map(([name, { next }]): (typeof rows)[number] => [
      `visits.${name}.next`,
      next,
      [...names, LEAVE],
    ]),
  ];
  for (const [where, next, ways] of rows) {
    for (const message of next === null ? [] : rowFaults(next, ways)) {
      issues.push({ path: `${path}.${where}`, message });
    }
  }
  return issues;
}

function rowFaults(next: Next, ways: readonly string[]): string[] {
  const unknown = (typeof next === 'string' ? [next] : Object.keys(next))
    .filter((way) => !ways.includes(way))
    .map((way) => `"${way}" is no visit of this class; accepted: ${ways.join(', ')}`);
  if (typeof next === 'string' || sumsToOne(Object.values(next))) return unknown;
  const sum = Object.values(next).reduce((total, p) => total + p, 0);
  return [...unknown, `sums to ${Number(sum.toFixed(9))}; accepted: probabilities that sum to 1`];
}

function stationFaults({ stations }: QueueNetwork, path: string, { visits }: JobClass): Issue[] {
  const issues: Issue[] = [];
  for (const [name, { station, hold, release }] of Object.entries(visits)) {
    const complain = (key: string, message: string): void =>
      void issues.push({ path: `${path}.visits.${name}.${key}`, message });
    for (const [key, mentioned] of [
      ['station', [station]],
      ['release', release],
    ] as const) {
      for (const other of mentioned) {
        if (Object.hasOwn(stations, other)) continue;
        complain(key, `"${other}" is no station; accepted: ${Object.keys(stations).join(', ')}`);
      }
    }
    if (!hold || !Object.hasOwn(stations, station)) continue;
    const { discipline } = stations[station]!;
    if (discipline !== 'PS' && discipline !== 'preemptive') continue;
    complain(
      'hold',
      `is true at a station with discipline ${discipline}; accepted: FIFO, LIFO, random or priority`,
    );
  }
  return issues;
}
