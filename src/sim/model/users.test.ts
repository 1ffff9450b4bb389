import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';
import type { UserClass, WaitTime } from './scenario/workload.ts';
import type { Settings } from './settings.ts';

const task = (request: string, fields: object = {}) => ({
  request,
  when: 'always' as const,
  weight: 1,
  ...fields,
});

/** One class of users, with pages A (100 ms), B (200 ms) and a page that fails. */
function journey(userClass: Partial<UserClass>, settings: Settings = {}) {
  return tinyScenario({
    'run.run_time_s': 10,
    'postgres.max_connections': 1000,
    'endpoints.A': page([hold(100)]),
    'endpoints.B': page([hold(200)]),
    'endpoints.Fails': page([hold(100)], { functional_failure: { status: 400, share: 1 } }),
    'endpoints.Login': page([hold(100)], { grants_token: true }),
    'workload.user_classes': [
      {
        name: 'User',
        weight: 1,
        fixed_count: null,
        wait_time: { constant: 2 },
        on_start: [],
        task_order: 'weighted',
        tasks: [task('A')],
        ...userClass,
      },
    ],
    ...settings,
  });
}

const requests = (userClass: Partial<UserClass>, settings: Settings = {}): string[] =>
  record(journey(userClass, settings)).requests.map((line) => line.slice(2));
const starts = (lines: readonly string[]): number[] =>
  lines.map((line) => Number(line.split(' ').at(-1)!.split('-')[0]));

describe('Users', () => {
  test('semantics F2: users start in bursts of the spawn rate, one burst per second', () => {
    const { requests: lines } = record(tinyScenario({ 'run.users': 25, 'run.spawn_rate': 10 }));
    expect(starts(lines)).toEqual([
      ...Array<number>(10).fill(0),
      ...Array<number>(10).fill(1000),
      ...Array<number>(5).fill(2000),
    ]);
  });

  test('semantics F2: below one user per second each burst is one user', () => {
    const { requests: lines } = record(tinyScenario({ 'run.users': 3, 'run.spawn_rate': 0.5 }));
    expect(starts(lines)).toEqual([0, 2000, 4000]);
  });

  test('semantics F3: on_start runs once and without waits, the first task follows at once', () => {
    const lines = requests({
      on_start: [task('B'), task('A')],
      tasks: [task('A')],
    });
    expect(lines.slice(0, 4)).toEqual([
      'B 200 0-200',
      'A 200 200-300',
      'A 200 300-400',
      'A 200 2400-2500',
    ]);
  });

  test('semantics F4: constant waits from the end of a request', () => {
    expect(starts(requests({}))).toEqual([0, 2100, 4200, 6300, 8400]);
  });

  test('semantics F4: constant_pacing takes the time of the request off the wait, down to 0', () => {
    const paced = (seconds: number): number[] =>
      starts(requests({ wait_time: { constant_pacing: seconds } }));
    expect(paced(3)).toEqual([0, 3000, 6000, 9000]);
    expect(paced(0.05).slice(0, 3)).toEqual([0, 100, 200]);
  });

  test('semantics F4: the first pace counts from the start of the user, on_start included', () => {
    const lines = requests({ wait_time: { constant_pacing: 3 }, on_start: [task('B')] });
    expect(starts(lines)).toEqual([0, 200, 3000, 6000, 9000]);
  });

  test('semantics F4: constant_throughput is the pacing of its reciprocal', () => {
    const lines = requests({ wait_time: { constant_throughput: 0.5 } });
    expect(starts(lines)).toEqual([0, 2000, 4000, 6000, 8000]);
  });

  test('semantics F4: between is uniform within its bounds', () => {
    const wait: WaitTime = { between: [1, 5] };
    const { requests: lines } = record(
      journey({ wait_time: wait }, { 'run.users': 200, 'run.run_time_s': 300 }),
    );
    const byUser = new Map<string, number[]>();
    for (const line of lines) {
      const [user] = line.split(' ');
      byUser.set(user!, [...(byUser.get(user!) ?? []), ...starts([line])]);
    }
    const waits = [...byUser.values()].flatMap((times) =>
      times.slice(1).map((time, i) => (time - times[i]! - 100) / 1000),
    );
    const mean = waits.reduce((sum, value) => sum + value, 0) / waits.length;
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5);
    // Standard error of a uniform of width 4.
    const error = 4 / Math.sqrt(12 * waits.length);
    expect(Math.abs(mean - 3)).toBeLessThan(4 * error);
  });

  test('semantics F5: a task whose condition does not hold waits and leaves no row', () => {
    const lines = requests({
      task_order: 'sequential',
      tasks: [task('A', { when: 'has_token' }), task('B')],
    });
    expect(lines).toEqual(['B 200 2000-2200', 'B 200 6200-6400']);
  });

  test('sequential tasks come in order, each as often as its weight, and begin again', () => {
    const lines = requests({
      wait_time: { constant: 0.9 },
      task_order: 'sequential',
      tasks: [task('A', { weight: 2 }), task('B')],
    });
    expect(lines.map((line) => line[0]).join('')).toBe('AABAABAABA');
  });

  test('weighted tasks come as often as their weights say', () => {
    const { requests: lines } = record(
      journey(
        { tasks: [task('A', { weight: 3 }), task('B')], wait_time: { constant: 1 } },
        { 'run.users': 100, 'run.run_time_s': 60 },
      ),
    );
    const share = lines.filter((line) => line.includes(' A ')).length / lines.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / lines.length));
  });

  test('semantics F6: the time of a request includes the network, the queue and a failure', () => {
    const lines = requests(
      { tasks: [task('Fails')] },
      { 'web.client_hop_ms': 5, 'web.thread_start_ms': 10 },
    );
    expect(lines[0]).toBe('Fails 400 0-120');
  });

  test('semantics F7: a status of 400 or more is a failure, even if it is meant to be', () => {
    const { summary } = record(journey({ tasks: [task('Fails')] }));
    expect(summary.aggregated.failures).toBe(summary.aggregated.requests);
    expect(summary.aggregated.failuresByCause.functional).toBe(summary.aggregated.requests);
  });

  test('semantics F8: each user has one connection, on which it has one request at a time', () => {
    const { mostSlots, requests: lines } = record(
      journey({ wait_time: { constant: 0 } }, { 'web.server': 'runserver', 'run.users': 3 }),
    );
    expect(mostSlots).toBe(3);
    for (const user of ['0', '1', '2']) {
      const own = lines.filter((line) => line.startsWith(user));
      expect(starts(own)).toEqual(own.map((_, i) => i * 100));
    }
  });

  test('semantics F9: without a timeout a user waits for ever, with one it gives up and goes on', () => {
    const slow = { 'endpoints.A': page([hold(5000)]) };
    expect(requests({}, slow)).toEqual(['A 200 0-5000']);
    expect(requests({}, { ...slow, 'workload.client_timeout_s': 1 })).toEqual([
      'A 0 0-1000',
      'A 0 3000-4000',
      'A 0 6000-7000',
      'A 0 9000-10000',
    ]);
  });

  test('semantics F18, M12: what is in flight at the end is in no statistic, and is reported apart', () => {
    const { summary, unfinished } = record(
      journey({}, { 'run.users': 4, 'endpoints.A': page([hold(20_000)]) }),
    );
    expect(summary.aggregated.requests).toBe(0);
    expect(summary.aggregated.unfinished).toBe(4);
    expect(unfinished).toHaveLength(4);
  });

  test('semantics F19: the aggregated row is made of all samples, not of the rows', () => {
    const { summary } = record(
      journey({ tasks: [task('A'), task('B')], task_order: 'sequential' }, { 'run.users': 3 }),
    );
    const [, a, b] = summary.endpoints;
    expect([a!.p95Ms, b!.p95Ms, summary.aggregated.p95Ms]).toEqual([100, 200, 200]);
    expect(summary.aggregated.requests).toBe(a!.requests + b!.requests);
    expect(summary.aggregated.p50Ms).toBe(100);
  });
});

describe('retries', () => {
  const retry = {
    attempts: 3,
    backoff_s: 1,
    factor: 2,
    max_backoff_s: 120,
    jitter: 'none',
    statuses: [400],
    without_answer: true,
  };
  const failing = { tasks: [task('Fails')], wait_time: { constant: 1000 } };

  test('come after the backoff, and each attempt is a request of its own', () => {
    expect(requests(failing, { 'workload.retry': retry })).toEqual([
      'Fails 400 0-100',
      'Fails 400 1100-1200',
      'Fails 400 3200-3300',
    ]);
  });

  test('end at the largest backoff, and never come after another status', () => {
    const capped = { ...retry, attempts: 4, max_backoff_s: 1.5 };
    expect(starts(requests(failing, { 'workload.retry': capped }))).toEqual([0, 1100, 2700, 4300]);
    const other = { ...retry, statuses: [503] };
    expect(requests(failing, { 'workload.retry': other })).toHaveLength(1);
  });

  test('with jitter come at any moment within the backoff', () => {
    const { requests: lines } = record(
      journey(failing, {
        'run.users': 200,
        'workload.retry': { ...retry, jitter: 'full', attempts: 2 },
      }),
    );
    const second = starts(lines).filter((time) => time > 0);
    expect(second).toHaveLength(200);
    expect(Math.min(...second)).toBeGreaterThan(100);
    expect(Math.max(...second)).toBeLessThan(1100);
    const mean = second.reduce((sum, time) => sum + time, 0) / 200;
    expect(Math.abs(mean - 600)).toBeLessThan((4 * 1000) / Math.sqrt(12 * 200));
  });

  test('come after a timeout, unless without_answer says no', () => {
    const slow = {
      'endpoints.A': page([hold(5000)]),
      'workload.client_timeout_s': 1,
      'run.run_time_s': 20,
    };
    const once = { wait_time: { constant: 1000 } };
    expect(starts(requests(once, { ...slow, 'workload.retry': retry }))).toEqual([0, 2000, 5000]);
    const patient = { ...retry, without_answer: false };
    expect(starts(requests(once, { ...slow, 'workload.retry': patient }))).toEqual([0]);
  });
});

describe('arrivals', () => {
  const even = (per_s: number) => ({ process: 'even', stages: [{ from_s: 0, per_s }] });

  test('begin journeys at their rate, however long those take', () => {
    const lines = requests(
      { wait_time: { constant: 5 } },
      { 'run.users': 100, 'endpoints.A': page([hold(3000)]), 'workload.arrivals': even(1) },
    );
    expect(starts(lines)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000]);
  });

  test('do on_start and one task each, or all sequential tasks with waits between them', () => {
    const one = requests(
      { on_start: [task('Login')], tasks: [task('A')] },
      { 'workload.arrivals': even(0.2), 'run.run_time_s': 8 },
    );
    expect(one).toEqual(['Login 200 5000-5100', 'A 200 5100-5200']);
    const all = requests(
      { tasks: [task('A'), task('B')], task_order: 'sequential', wait_time: { constant: 1 } },
      { 'workload.arrivals': even(0.2), 'run.run_time_s': 8 },
    );
    expect(all).toEqual(['A 200 5000-5100', 'B 200 6100-6300']);
  });

  test('beyond run.users journeys at once are dropped and counted', () => {
    const { requests: lines, errors } = record(
      journey({}, { 'endpoints.A': page([hold(2500)]), 'workload.arrivals': even(1) }),
    );
    expect(starts(lines)).toEqual([1000, 4000, 7000]);
    expect(errors).toHaveLength(6);
    expect(errors[0]).toBe('2000 an arrival was dropped: run.users journeys were under way');
  });

  test('change their rate in stages, down to none', () => {
    const stages = [
      { from_s: 0, per_s: 1 },
      { from_s: 2.5, per_s: 4 },
      { from_s: 3.6, per_s: 0 },
    ];
    const lines = requests(
      {},
      { 'run.users': 10, 'workload.arrivals': { process: 'even', stages } },
    );
    expect(starts(lines)).toEqual([1000, 2000, 2750, 3000, 3250, 3500]);
  });

  test('of a Poisson process come in numbers that scatter as they should', () => {
    const numbers = Array.from({ length: 200 }, (_, seed) => {
      const scenario = journey(
        {},
        {
          'run.users': 100,
          'workload.arrivals': { process: 'poisson', stages: [{ from_s: 0, per_s: 2 }] },
        },
      );
      return record(scenario, seed).requests.length;
    });
    // Those of the last 0.1 s have not ended: Poisson with mean 19.8 over 200 runs.
    const mean = numbers.reduce((sum, n) => sum + n, 0) / 200;
    const variance = numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 199;
    expect(Math.abs(mean - 19.8)).toBeLessThan(4 * Math.sqrt(19.8 / 200));
    expect(variance / mean).toBeGreaterThan(0.7);
    expect(variance / mean).toBeLessThan(1.4);
  });

  test('start each journey as somebody new, without the token of the one before', () => {
    const lines = requests(
      { on_start: [task('A', { when: 'has_token' }), task('Login')], tasks: [task('B')] },
      { 'workload.arrivals': even(0.3) },
    );
    expect(lines.filter((line) => line.startsWith('A'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('B'))).toHaveLength(2);
  });

  test('close their connections when they leave', () => {
    const { slots } = record(
      journey(
        {},
        {
          'web.server': 'runserver',
          'workload.arrivals': even(1),
          'web.requests_per_gc': 1,
          'run.run_time_s': 3.5,
        },
      ),
    );
    // Each journey has a thread of its own; what is in use while the collector runs is not looked at again so soon.
    expect(slots).toEqual(['0 0', '1000 1', '2000 1', '3000 2']);
  });
});
