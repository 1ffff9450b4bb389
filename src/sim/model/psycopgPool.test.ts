import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';
import type { PsycopgPool } from './scenario/django.ts';
import type { Settings } from './settings.ts';

const defaults: PsycopgPool = {
  min_size: 4,
  max_size: 4,
  timeout: 30,
  max_waiting: 0,
  max_lifetime: 3600,
  max_idle: 600,
  reconnect_timeout: 300,
};

function run(pool: Partial<PsycopgPool>, settings: Settings = {}) {
  return record(
    tinyScenario({
      'django.pool': { ...defaults, ...pool },
      'django.CONN_MAX_AGE': 0,
      'run.run_time_s': 60,
      ...settings,
    }),
  );
}

const brief = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('psycopg pool in Django', () => {
  test('semantics C14: each process has a pool of its own, which its threads share', () => {
    const { slots } = run({ min_size: 3, max_size: 3 }, { 'web.workers': 2, 'run.users': 20 });
    expect(slots).toEqual(['0 6']);
  });

  test('semantics C14: a request takes a connection at its first query and returns it at its end, not after each query', () => {
    const { requests } = run(
      { min_size: 1, max_size: 1 },
      {
        'run.users': 2,
        'endpoints.Page': page([hold(100), { external: 'pause' }, hold(100)]),
        'externals.pause': {
          latency: 200,
          timeout_s: 5,
          fail_open: true,
          cache_hit_ratio: 0,
          cache: null,
          mode: 'inline',
          python_ms: 0,
        },
      },
    );
    expect(brief(requests)).toEqual(['200 0-400', '200 0-800']);
  });

  test('semantics C15: the pool opens min_size connections at the start, three at a time', () => {
    const { slots } = run({ min_size: 4, max_size: 4 }, { 'postgres.auth_ms': 100 });
    expect(slots).toEqual(['0 3', '100 4']);
  });

  test('semantics C15: beyond min_size it grows by one connection at a time while somebody waits', () => {
    const { slots, requests } = run(
      { min_size: 1, max_size: 4 },
      { 'run.users': 6, 'endpoints.Page': page([hold(1000)]), 'postgres.auth_ms': 100 },
    );
    expect(slots).toEqual(['0 2', '100 3', '200 4']);
    expect(brief(requests)).toEqual([
      '200 0-1100',
      '200 0-1100',
      '200 0-1200',
      '200 0-1300',
      '200 0-2100',
      '200 0-2100',
    ]);
  });

  test('semantics C15: who waits for longer than timeout gets a PoolTimeout, waiters are served first come first served', () => {
    const { requests, errors } = run(
      { min_size: 1, max_size: 1, timeout: 2.5 },
      { 'run.users': 4, 'endpoints.Page': page([hold(1000)]) },
    );
    expect(brief(requests)).toEqual(['200 0-1000', '200 0-2000', '500 0-2500', '200 0-3000']);
    expect(errors[0]).toMatch(/^2500 PoolTimeout: couldn't get a connection/);
  });

  test('semantics C15: max_waiting turns away at once who would be one too many in the queue', () => {
    const { requests, errors } = run(
      { min_size: 1, max_size: 1, max_waiting: 1 },
      { 'run.users': 4, 'endpoints.Page': page([hold(1000)]) },
    );
    expect(brief(requests).filter((line) => line === '500 0-0')).toHaveLength(2);
    expect(errors[0]).toMatch(/requests waiting/);
  });

  test('semantics C15: refused logins are retried in the background, so that requests see PoolTimeout and not the refusal', () => {
    const { requests, errors } = run(
      { min_size: 1, max_size: 1, timeout: 5 },
      {
        'run.users': 2,
        'run.spawn_rate': 0.25,
        'postgres.max_connections': 10,
        'postgres.slots_taken_before': 10,
        'postgres.slots_released_at_s': 6,
      },
    );
    // Attempts at 0, 1, 3 and 7 s, give or take a tenth: the first user has waited for 5 s by then, the second one from 4 s on.
    expect(requests[0]).toBe('0 Page 500 0-5000');
    expect(requests[1]).toMatch(/^1 Page 200 4000-/);
    const end = Number(requests[1]!.split('-')[1]);
    expect(end).toBeGreaterThan(6300);
    expect(end).toBeLessThan(7800);
    expect(errors.filter((line) => line.includes('PoolTimeout'))).toHaveLength(1);
  });

  test('semantics C15: after reconnect_timeout an attempt is given up, and the next request makes a new one', () => {
    const { slots } = run(
      { min_size: 1, max_size: 1, timeout: 1, reconnect_timeout: 2 },
      {
        'run.users': 2,
        'run.spawn_rate': 0.1,
        'postgres.max_connections': 10,
        'postgres.slots_taken_before': 10,
        'postgres.slots_released_at_s': 8,
      },
    );
    // Given up after 2 s; free from 8 s on; asked for again at 10 s.
    expect(slots).toEqual(['0 10', '8000 0', '10000 1']);
  });

  test('semantics C15: a connection beyond its lifetime is replaced when it comes back', () => {
    const { slots } = run(
      { min_size: 1, max_size: 1, max_lifetime: 10 },
      {
        'run.run_time_s': 20,
        'workload.user_classes.0.wait_time': { constant_pacing: 3 },
        'postgres.exit_ms': 50,
        'postgres.auth_ms': 20,
      },
    );
    // 9.5 to 10 s after the start at the earliest: the request of 12 s brings it back; for 50 ms there are two.
    expect(slots).toEqual(['0 1', '12100 2', '12150 1']);
  });

  test('semantics C15: every max_idle seconds one connection that nobody has needed is closed, down to min_size', () => {
    const { slots } = run(
      { min_size: 1, max_size: 4, max_idle: 10 },
      { 'run.users': 4, 'endpoints.Page': page([hold(1000)]) },
    );
    expect(slots).toEqual(['0 4', '20000 3', '30000 2', '40000 1']);
  });

  test('semantics C14: a connection that PostgreSQL has ended is replaced once a request has failed with it', () => {
    const { requests, slots } = run(
      { min_size: 1, max_size: 1 },
      {
        'postgres.idle_session_timeout': 2000,
        'workload.user_classes.0.wait_time': { constant: 3 },
        'run.run_time_s': 4,
      },
    );
    expect(brief(requests)).toEqual(['200 0-100', '500 3100-3100']);
    expect(slots).toEqual(['0 1', '2100 0', '3100 1']);
  });
});
