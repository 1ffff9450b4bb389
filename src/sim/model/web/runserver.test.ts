import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../../testing.ts';
import type { Settings } from '../settings.ts';

/** runserver whose users wait for 1 s between their requests. */
function runserver(settings: Settings = {}) {
  return tinyScenario({
    'web.server': 'runserver',
    'workload.user_classes.0.wait_time': { constant: 1 },
    'run.run_time_s': 3.5,
    ...settings,
  });
}

describe('runserver', () => {
  test('semantics C8: a keep-alive connection has a thread of its own, started once', () => {
    const { requests } = record(runserver({ 'web.thread_start_ms': 10 }));
    expect(requests).toEqual([
      '0 Page 200 0-110',
      '0 Page 200 1110-1210',
      '0 Page 200 2210-2310',
      '0 Page 200 3310-3410',
    ]);
  });

  test('semantics C8: without keep-alive each request starts a thread', () => {
    const { requests } = record(
      runserver({ 'web.thread_start_ms': 10, 'workload.keep_alive': false }),
    );
    expect(requests.slice(0, 2)).toEqual(['0 Page 200 0-110', '0 Page 200 1110-1220']);
  });

  test('semantics C8: it is one process with one interpreter lock, whatever web.workers says', () => {
    const { requests } = record(
      runserver({
        'web.workers': 4,
        'run.users': 3,
        'run.run_time_s': 0.5,
        'endpoints.Page': page([{ python_ms: 4 }]),
      }),
    );
    expect(requests).toEqual(['0 Page 200 0-4', '1 Page 200 0-8', '2 Page 200 0-12']);
  });

  test('semantics C9, C11: nobody closes the connection of a thread that has ended until the garbage collector runs', () => {
    const { slots } = record(
      runserver({ 'workload.keep_alive': false, 'web.requests_per_gc': 3, 'run.run_time_s': 4 }),
    );
    // The collector runs within the third request, whose own connection is in use.
    expect(slots).toEqual(['0 1', '1100 2', '2200 1', '3300 2']);
  });

  test('semantics C10: keep-alive users beyond the slots fail on every pass, and the slots stay taken', () => {
    const { requests, slots } = record(
      runserver({
        'run.users': 5,
        'postgres.max_connections': 3,
        'postgres.superuser_reserved_connections': 0,
      }),
    );
    const failed = requests.filter((line) => !line.includes(' 200 '));
    expect(new Set(failed.map((line) => line[0]))).toEqual(new Set(['3', '4']));
    expect(failed).toHaveLength(8);
    expect(slots).toEqual(['0 3']);
  });

  test('semantics C10: with CONN_MAX_AGE 0 no slot is taken between requests', () => {
    const { requests, slots } = record(
      runserver({ 'run.users': 5, 'django.CONN_MAX_AGE': 0, 'run.run_time_s': 0.5 }),
    );
    expect(requests.every((line) => line.includes(' 200 '))).toBe(true);
    expect(slots).toEqual(['0 5', '100 0']);
  });

  test('semantics M6: ten users that close their connections see refusals with ten requests in flight at most', () => {
    const { requests, mostSlots } = record(
      runserver({
        'run.users': 10,
        'run.run_time_s': 20,
        'workload.keep_alive': false,
        'postgres.max_connections': 25,
        'web.requests_per_gc': 60,
        'endpoints.Page': page([hold(100)]),
      }),
    );
    expect(mostSlots).toBe(25);
    expect(requests.filter((line) => line.includes(' 500 ')).length).toBeGreaterThan(20);
  });
});
