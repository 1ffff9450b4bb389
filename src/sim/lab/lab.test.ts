import { describe, expect, test } from 'vitest';
import closed from '../../../fixtures/queues/closed.json' with { type: 'json' };
import mm1 from '../../../fixtures/queues/mm1.json' with { type: 'json' };
import nested from '../../../fixtures/queues/nested.json' with { type: 'json' };
import { parseNetwork } from '../../contract/queue/check.ts';
import { compile } from './compile.ts';
import type { JobClass, Station, TracedJob } from './network.ts';
import type { QueueRun } from './results.ts';
import { runCompiled, runLong } from './runNetwork.ts';
import { jobClass, network, station, visit } from './testing.ts';

const untilEmpty = { warmUp: 0, exits: Infinity, until: Infinity };

function run(
  stations: Readonly<Record<string, Station>>,
  classes: Readonly<Record<string, JobClass>>,
): QueueRun {
  return runCompiled(compile(network(stations, classes)), 1, untilEmpty);
}

/** What becomes of each job of each class: `class outcome waited left`. */
function log({ classes }: QueueRun): string[] {
  return Object.entries(classes).flatMap(([name, { jobs }]) =>
    jobs!.map(({ outcome, wait_s, left_s }) => `${name} ${outcome} ${wait_s} ${left_s}`),
  );
}

/** Jobs by time of arrival: [arrival, service, patience]. */
function trace(...jobs: [arrival: number, service: number, patience?: number][]): {
  trace: TracedJob[];
} {
  return {
    trace: jobs.map(([arrival_s, service_s, patience_s]) => ({ arrival_s, service_s, patience_s })),
  };
}

describe('a station', () => {
  const jobs = trace([0, 4], [1, 1], [2, 2], [3, 1]);
  const at = (fields: Partial<Station>): string[] =>
    log(run({ desk: station(1, fields) }, { a: jobClass(jobs, { v: visit('desk', 0) }) }));

  test('serves in the order of arrival', () => {
    expect(at({})).toEqual(['a served 0 4', 'a served 3 5', 'a served 3 7', 'a served 4 8']);
  });

  test('serves the last one to come first under LIFO', () => {
    expect(at({ discipline: 'LIFO' })).toEqual([
      'a served 0 4',
      'a served 6 8',
      'a served 3 7',
      'a served 1 5',
    ]);
  });

  test('shares its servers under PS', () => {
    // By halves until 2; the longer one has a second left, alone.
    const { stations } = run(
      { desk: station(1, { discipline: 'PS' }) },
      { a: jobClass(trace([0, 1], [0, 2]), { v: visit('desk', 0) }) },
    );
    expect(stations['desk']!.meanInStation).toBeCloseTo(5 / 3, 12);
    expect(stations['desk']).toMatchObject({
      meanBusy: 1,
      meanVisit_s: 2.5,
      slowdown: (2 + 1.5) / 2,
    });
  });

  test('gives a server back before it turns anybody away at the same moment', () => {
    const ends = trace([0, 1], [1, 1], [1, 1]);
    const full = { desk: station(1, { capacity: 1 }) };
    expect(log(run(full, { a: jobClass(ends, { v: visit('desk', 0) }) }))).toEqual([
      'a served 0 1',
      'a served 0 2',
      'a lost 0 1',
    ]);
  });

  test('loses who finds it full', () => {
    expect(at({ capacity: 2 })).toEqual([
      'a served 0 4',
      'a served 3 5',
      'a lost 0 2',
      'a lost 0 3',
    ]);
  });

  test('lets the more important go first without interrupting anybody', () => {
    const outcome = run(
      { desk: station(1, { discipline: 'priority' }) },
      {
        low: jobClass(trace([0, 4], [1, 1]), { v: visit('desk', 0) }, { priority: 5 }),
        high: jobClass(trace([2, 2]), { v: visit('desk', 0) }, { priority: 1 }),
      },
    );
    expect(log(outcome)).toEqual(['low served 0 4', 'low served 5 7', 'high served 2 6']);
  });

  test('interrupts the less important and resumes them under preemptive priority', () => {
    const outcome = run(
      { desk: station(1, { discipline: 'preemptive' }) },
      {
        low: jobClass(trace([0, 4], [1, 1]), { v: visit('desk', 0) }, { priority: 5 }),
        high: jobClass(trace([2, 2], [3, 1]), { v: visit('desk', 0) }, { priority: 1 }),
      },
    );
    // The first is out of service from 2 to 5.
    expect(log(outcome)).toEqual([
      'low served 3 7',
      'low served 6 8',
      'high served 0 4',
      'high served 1 5',
    ]);
    expect(outcome.stations['desk']).toMatchObject({ meanBusy: 1, meanQueueLength: 10 / 8 });
  });
});

describe('patience', () => {
  test('ends a wait but no service, and at the same moment service comes first', () => {
    const jobs = trace([0, 4], [1, 1, 2.5], [2, 1, 2], [2.5, 1, 9]);
    expect(log(run({ desk: station(1) }, { a: jobClass(jobs, { v: visit('desk', 0) }) }))).toEqual([
      'a served 0 4',
      'a reneged 2.5 3.5',
      'a served 2 5',
      'a served 2.5 6',
    ]);
  });

  test('replays the bank of SimPy', () => {
    const customers = trace(
      [0, 3.859488768899587, 1.0500215104453339],
      [10.200602872748009, 13.550076105583113, 2.472942428328025],
      [12.726464729449145, 0, 1.1738776652588323],
      [34.99934572496295, 2.960600351517892, 1.0595944388761407],
      [40.47980731892786, 2.6603000299641653, 1.0530719393677272],
    );
    const { classes } = run(
      { counter: station(1) },
      { customers: jobClass(customers, { v: visit('counter', 0) }) },
    );
    const jobs = classes['customers']!.jobs!;
    expect(jobs.map(({ outcome }) => outcome)).toEqual([
      'served',
      'served',
      'reneged',
      'served',
      'served',
    ]);
    expect(jobs.map(({ left_s }) => left_s!.toFixed(4))).toEqual([
      '3.8595',
      '23.7507',
      '13.9003',
      '37.9599',
      '43.1401',
    ]);
    expect(jobs[2]!.wait_s).toBeCloseTo(1.174, 3);
  });
});

test('a server without a queue loses every other of 100 arrivals that need 1.5 s', () => {
  const arrivals = trace(...Array.from({ length: 100 }, (_, i): [number, number] => [i + 1, 1.5]));
  const { stations, ended_s } = run(
    { server: station(1, { capacity: 1 }) },
    { a: jobClass(arrivals, { v: visit('server', 0) }) },
  );
  expect(stations['server']).toMatchObject({ served: 50, lost: 50 });
  expect(ended_s).toBe(100.5);
  expect(stations['server']!.meanBusy! * ended_s).toBeCloseTo(75, 12);
});

describe('a server that is held', () => {
  const nestedVisits = {
    outer: visit('workers', 0, { hold: true, next: 'inner' }),
    inner: visit('connections', 0),
  };

  test('is kept while its job waits for the next station, and given back when the job leaves', () => {
    // Both need 1 s of each; the second has a worker but must wait for the connection, the third for a worker.
    const outcome = run(
      { workers: station(2), connections: station(1) },
      { a: jobClass(trace([0, 1], [0, 1], [0, 1]), nestedVisits) },
    );
    expect(log(outcome)).toEqual(['a served 0 2', 'a served 1 3', 'a served 2 4']);
    expect(outcome.stations['workers']!.meanBusy).toBe((2 + 3 + 2) / 4);
  });

  test('is given back early where a visit says so, and also when patience ends', () => {
    const released = run(
      { workers: station(1), connections: station(1), printer: station(1) },
      {
        a: jobClass(trace([0, 1], [0, 1]), {
          outer: visit('workers', 0, { hold: true, next: 'inner' }),
          inner: visit('connections', 0, { release: ['workers'], next: 'print' }),
          print: visit('printer', 0),
        }),
      },
    );
    expect(log(released)).toEqual(['a served 0 3', 'a served 2 5']);
    const impatient = run(
      { workers: station(2), connections: station(1) },
      {
        a: jobClass(trace([0, 9]), { v: visit('connections', 0) }),
        b: jobClass(trace([0, 1], [0, 1]), {
          outer: visit('workers', 0, { hold: true, next: 'inner' }),
          inner: visit('connections', 0, { patience: 2 }),
        }),
      },
    );
    expect(log(impatient)).toEqual(['a served 0 9', 'b reneged 2 3', 'b reneged 2 3']);
    expect(impatient.stations['workers']!.meanBusy).toBeCloseTo(6 / 9, 12);
  });

  test('may starve everybody, which the run says', () => {
    const outcome = run(
      { a: station(1), b: station(1) },
      {
        there: jobClass(trace([0, 1]), {
          first: visit('a', 0, { hold: true, next: 'second' }),
          second: visit('b', 0),
        }),
        back: jobClass(trace([0, 1]), {
          first: visit('b', 0, { hold: true, next: 'second' }),
          second: visit('a', 0),
        }),
      },
    );
    expect(outcome.deadlocked).toBe(true);
    expect(log(outcome)).toEqual(['there null 0 null', 'back null 0 null']);
  });
});

describe('a long run', () => {
  test.each([
    ['M/M/1', mm1, 10],
    ['a closed M/M/c//N', closed, 0.2887826602],
    ['nested possession', nested, 0.1000011176],
  ])('of %s covers the exact mean response time', (_, document, exact) => {
    const { meanResponse, ci, completed } = runLong(parseNetwork(document), 5, 400_000, 20_000);
    expect(completed).toBe(400_000);
    const half = (ci[1] - ci[0]) / 2;
    expect(Math.abs(meanResponse - exact)).toBeLessThan(2 * half);
  });
});
