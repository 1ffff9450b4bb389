import { describe, expect, test } from 'vitest';
import { loads } from '../../sim/lab/traffic.ts';
import type { AppError } from '../errors.ts';
import { parseNetwork, readNetwork } from './check.ts';

/** A sound network with `changes` by path, such as `stations.desk.servers`; undefined takes a key out. */
function document(changes: Readonly<Record<string, unknown>> = {}): unknown {
  const sound: Record<string, unknown> = {
    format: 'plimsoll.queue',
    version: 1,
    title: 'A desk',
    stations: { desk: { servers: 1 }, shelf: { servers: 2 } },
    classes: {
      a: {
        source: { interarrival: { exponential: { mean_s: 2 } } },
        visits: {
          ask: { station: 'desk', service: 1, next: 'fetch' },
          fetch: { station: 'shelf', service: 1 },
        },
      },
    },
  };
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    let at = sound;
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[keys.at(-1)!] = value;
  }
  return sound;
}

function complaint(changes: Readonly<Record<string, unknown>>, transient?: number): string {
  try {
    parseNetwork(document(changes), transient);
  } catch (error) {
    expect((error as AppError).code).toBe('invalid-input');
    return (error as AppError).message;
  }
  return '';
}

const users = { population: 3, think: 1 };

describe('parseNetwork', () => {
  test('fills in what a document leaves out', () => {
    const { stations, classes, run } = parseNetwork(document());
    expect(stations['desk']).toEqual({ servers: 1, discipline: 'FIFO', capacity: null });
    expect(classes['a']).toMatchObject({ priority: 0, start: null });
    expect(classes['a']!.visits['fetch']).toEqual({
      station: 'shelf',
      service: 1,
      patience: null,
      hold: false,
      release: [],
      next: 'leave',
    });
    expect(run).toEqual({ steady_state: { completions: 100_000, warm_up: 'auto' } });
  });

  test.each([
    ['zero servers', { 'stations.desk.servers': 0 }, 'stations.desk.servers: is 0; accepted: >= 1'],
    [
      'servers in words',
      { 'stations.desk.servers': 'many' },
      'stations.desk.servers: is "many"; accepted: a whole number >= 1 or "infinite"',
    ],
    [
      'a negative time',
      { 'classes.a.visits.ask.service': -1 },
      'classes.a.visits.ask.service: is -1; accepted: >= 0',
    ],
    [
      'a negative rate',
      { 'classes.a.visits.ask.service': { coxian: { rates_per_s: [-4], continue: [] } } },
      'classes.a.visits.ask.service.coxian.rates_per_s.0: is -4; accepted: > 0',
    ],
    [
      'an unknown parameter',
      { 'classes.a.visits.ask.service': { lognormal: { mean_s: 1, cv: 2, sigma: 3 } } },
      'classes.a.visits.ask.service.lognormal.sigma: is unknown; accepted here: mean_s, cv',
    ],
    [
      'an unknown distribution',
      { 'classes.a.visits.ask.service': { cauchy: {} } },
      /^classes\.a\.visits\.ask\.service: is \{"cauchy":\{\}\}; accepted: s as a number >= 0, or one of exponential/,
    ],
    [
      'routing that does not sum to 1',
      { 'classes.a.visits.ask.next': { fetch: 0.5, leave: 0.4 } },
      'classes.a.visits.ask.next: sums to 0.9; accepted: probabilities that sum to 1',
    ],
    [
      'a visit that is none',
      { 'classes.a.visits.ask.next': 'fetsch' },
      'classes.a.visits.ask.next: "fetsch" is no visit of this class; accepted: ask, fetch, leave',
    ],
    [
      'an empty class',
      { 'classes.a.visits': {} },
      'classes.a.visits: is {}; accepted: at least one visit',
    ],
    ['no class', { classes: {} }, 'classes: is {}; accepted: at least one class'],
    [
      'nobody',
      { 'classes.a.source': { ...users, population: 0 } },
      'classes.a.source.population: is 0; accepted: >= 1',
    ],
    [
      'a station that is none',
      { 'classes.a.visits.ask.station': 'desc' },
      'classes.a.visits.ask.station: "desc" is no station; accepted: desk, shelf',
    ],
    [
      'fewer places than servers',
      { 'stations.shelf.capacity': 1 },
      'stations.shelf.capacity: is 1, below the 2 servers; accepted: at least the servers, or null',
    ],
    [
      'a circle without a way out',
      { 'classes.a.visits.fetch.next': 'ask' },
      /^classes\.a\.visits\.ask\.next: never leads to "leave"; accepted: a way out for every job \(and 1 more fault\)$/,
    ],
    [
      'a hold of what is shared',
      { 'stations.desk.discipline': 'PS', 'classes.a.visits.ask.hold': true },
      'classes.a.visits.ask.hold: is true at a station with discipline PS; accepted: FIFO, LIFO, random or priority',
    ],
    [
      'a second server of a station that is held',
      { 'classes.a.visits.ask.hold': true, 'classes.a.visits.fetch.station': 'desk' },
      'classes.a.visits.fetch.station: is "desk", of which the job may still hold a server; accepted: a release before',
    ],
    [
      'a server given back that no job holds',
      { 'classes.a.visits.fetch.release': ['desk'] },
      'classes.a.visits.fetch.release: is of "desk", of which no job holds a server then; accepted: stations of visits before that hold theirs',
    ],
    [
      'a server given back where it is not kept',
      { 'classes.a.visits.ask.release': ['desk'] },
      /^classes\.a\.visits\.ask\.release: is of "desk", of which no job holds a server then/,
    ],
    [
      'visits of which nobody knows the first',
      {
        'classes.a.visits': {
          ask: { station: 'desk', service: 1 },
          2: { station: 'shelf', service: 1 },
        },
      },
      'classes.a.start: is missing, and visits named by numbers such as "2" stand in no order; accepted: one of 2, ask',
    ],
    ['no station at all', { stations: {} }, 'stations: is {}; accepted: at least one station'],
    [
      'branches that do not sum to 1',
      { 'classes.a.visits.ask.service': { hyperexponential: [{ probability: 0.5, mean_s: 1 }] } },
      /hyperexponential: .*; accepted: probabilities that sum to 1$/,
    ],
    [
      'users that come back at the same moment for ever',
      { 'classes.a.source': { population: 3, think: 0 }, 'stations.desk.capacity': 1 },
      /^classes\.a\.source\.think: has mean 0 s where service may take none or jobs may be turned away/,
    ],
    [
      'arrivals without a pause',
      { 'classes.a.source': { interarrival: 0 } },
      'classes.a.source.interarrival: has mean 0 s; accepted: a mean above 0',
    ],
    [
      'a trace out of order',
      {
        'classes.a.source': { trace: [{ arrival_s: 2 }, { arrival_s: 1 }] },
        run: { transient: { run_time_s: 'until_empty' } },
      },
      'classes.a.source.trace.1.arrival_s: is 1, before the job above it; accepted: jobs by time of arrival',
    ],
    [
      'a steady state of a trace',
      { 'classes.a.source': { trace: [{ arrival_s: 2 }] } },
      /^run: asks for a steady state, but the trace of classes\.a ends; accepted: /,
    ],
    [
      'an end of what never ends',
      { run: { transient: { run_time_s: 'until_empty' } } },
      'run.transient.run_time_s: is "until_empty", but the jobs of classes.a never end; accepted: s, or traces only',
    ],
    [
      'a number that is too large',
      { 'stations.desk.capacity': Infinity },
      'stations.desk.capacity: is Infinity; accepted: a finite number',
    ],
    [
      'a number too large within',
      { 'classes.a.visits.ask.service': { mean_s: Infinity } },
      /service: is \{"mean_s":Infinity\}; accepted: s as a number/,
    ],
    [
      'half a job',
      { 'classes.a.priority': 0.5 },
      'classes.a.priority: is 0.5; accepted: a whole number',
    ],
    [
      'a number in quotes',
      { 'stations.desk.capacity': '9' },
      'stations.desk.capacity: is "9"; accepted: a whole number or null',
    ],
    [
      'stations in a list',
      { stations: [] },
      'stations: is []; accepted: named entries such as {"a": {"servers": ...}}',
    ],
    [
      'a station without braces',
      { 'stations.desk': 3 },
      'stations.desk: is 3; accepted: entries such as {"servers": ...}',
    ],
    [
      'a station without a name',
      { 'stations.': { servers: 1 } },
      'stations."": is no name; accepted: 1-60 letters, digits, "_" or "-"',
    ],
    ['a title without letters', { title: '' }, 'title: is ""; accepted: at least 1 character'],
    ['a title that is none', { title: null }, 'title: is null; accepted: a text in double quotes'],
    [
      'a station to release, not in a list',
      { 'classes.a.visits.ask.release': 'desk' },
      'classes.a.visits.ask.release: is "desk"; accepted: a list in brackets',
    ],
    [
      'a hold in words',
      { 'classes.a.visits.ask.hold': 'yes' },
      'classes.a.visits.ask.hold: is "yes"; accepted: true or false',
    ],
    [
      'values that are none',
      { 'classes.a.visits.ask.service': { empirical: { values_s: [] } } },
      'classes.a.visits.ask.service.empirical.values_s: is []; accepted: at least 1 entry',
    ],
    ['another version', { version: 2 }, 'version: is 2; accepted: 1'],
    [
      'an unknown key',
      { speed: 2 },
      'speed: is unknown; accepted here: format, version, title, description, stations, classes, run',
    ],
  ])('refuses %s', (_, changes, message) => {
    const said = complaint(changes);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  test('takes a load of exactly 1 where arrivals are so even that nobody waits', () => {
    const even = { 'classes.a.source': { interarrival: 1 } };
    expect(complaint(even)).toBe('');
    expect(complaint({ ...even, 'classes.a.visits.ask.service': 1.001 })).toMatch(/load of 1\.001/);
    const full = { 'stations.desk.capacity': 2, 'classes.a.visits.ask.service': 1.5 };
    expect(complaint({ ...even, ...full })).toBe('');
    const source = { interarrival: { uniform: { min_s: 0, max_s: 2 } } };
    expect(complaint({ 'classes.a.source': source })).toMatch(/desk: has a load of 1 /);
  });

  test('refuses the steady state of an overloaded station and offers a transient, which it accepts', () => {
    const changes = { 'classes.a.visits.ask.service': 2.5 };
    expect(complaint(changes)).toBe(
      'stations.desk: has a load of 1.25 (rho >= 1), so that its queue grows without end and no steady state exists; accepted: a load below 1, or a transient from an empty system, run.transient',
    );
    expect(() => parseNetwork(document(changes), undefined, '--transient SECONDS')).toThrow(
      /, --transient SECONDS$/,
    );
    expect(readNetwork(document(changes)).title).toBe('A desk');
    expect(complaint(changes, 60)).toBe('');
    expect(complaint({ ...changes, run: { transient: { run_time_s: 60 } } })).toBe('');
    // What a full desk loses never queues.
    expect(complaint({ ...changes, 'stations.desk.capacity': 9 })).toBe('');
    expect(complaint({ ...changes, 'classes.a.source': users })).toBe('');
  });

  test('refuses what is no document at all', () => {
    expect(() => parseNetwork([])).toThrow(
      'document: is []; accepted: entries such as {"format": ..., "version": ..., "title": ..., "stations": ..., "classes": ...}',
    );
  });

  test('accepts a server that is given back before it is needed again', () => {
    const visits = {
      ask: { station: 'desk', service: 1, hold: true, next: 'fetch' },
      fetch: { station: 'shelf', service: 1, release: ['desk'], next: { ask: 0.1, leave: 0.9 } },
    };
    expect(complaint({ 'classes.a.visits': visits, 'stations.desk.servers': 9 })).toBe('');
  });

  test('accepts a release where only some jobs come that hold the server', () => {
    const visits = {
      ask: { station: 'desk', service: 0.1, hold: true, next: { fetch: 0.5, leave: 0.5 } },
      fetch: { station: 'shelf', service: 0.1, release: ['desk'] },
    };
    const start = { ask: 0.5, fetch: 0.5 };
    expect(complaint({ 'classes.a.visits': visits, 'classes.a.start': start })).toBe('');
  });

  test('takes any name that JavaScript has a meaning for', () => {
    const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    const visits = Object.fromEntries(
      names.map((name, i) => [
        name,
        {
          station: name,
          service: 0.1,
          next: { leave: i < 3 ? 0.5 : 1, ...(i < 3 && { [names[i + 1]!]: 0.5 }) },
        },
      ]),
    );
    const stations = Object.fromEntries(names.map((name) => [name, { servers: 1 }]));
    const source = { interarrival: { exponential: { mean_s: 1 } } };
    const network = parseNetwork({
      ...{ format: 'plimsoll.queue', version: 1, title: 'Names' },
      ...{ stations, classes: { constructor: { source, visits } } },
    });
    expect(loads(network).map(({ station, load }) => [station, load])).toEqual([
      ['constructor', 0.1],
      ['toString', 0.05],
      ['hasOwnProperty', 0.025],
      ['valueOf', 0.0125],
    ]);
  });
});
