import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../testing.ts';
import type { PgBouncer } from './scenario/pgbouncer.ts';
import type { Settings } from './settings.ts';

const MISSING = 'prepared statement "_pg3_0" does not exist';

/** One user that asks every second for a page whose only query takes 10 ms to plan and 5 ms to run. */
function run(settings: Settings = {}) {
  return record(
    tinyScenario({
      'run.run_time_s': 4.5,
      'workload.user_classes.0.wait_time': { constant_pacing: 1 },
      'endpoints.Page': page([hold(0, { server_ms: 5, plan_ms: 10 })]),
      ...settings,
    }),
  );
}

const pooled = (pooler: Partial<PgBouncer>): Settings => ({
  'django.prepare_threshold': 1,
  pgbouncer: freePgBouncer(pooler),
});

const times = (requests: readonly string[]): number[] =>
  requests.map((line) => {
    const [start, end] = line.split(' ')[3]!.split('-').map(Number);
    return Math.round(end! - start!);
  });

describe('prepared statements', () => {
  test('semantics B18, B20: Django prepares nothing, so that each statement is planned', () => {
    expect(times(run().requests)).toEqual([15, 15, 15, 15, 15]);
  });

  test('semantics B18: a statement is prepared once it has run more often than prepare_threshold, and planned no more', () => {
    expect(times(run({ 'django.prepare_threshold': 2 }).requests)).toEqual([15, 15, 15, 5, 5]);
  });

  test('semantics B18: a new connection knows nothing', () => {
    const { requests } = run({ 'django.prepare_threshold': 0, 'django.CONN_MAX_AGE': 0 });
    expect(times(requests)).toEqual([15, 15, 15, 15, 15]);
  });

  test('semantics B18: PgBouncer prepares it on each server that has not seen it', () => {
    // Two servers, taken in turn.
    const both = { 'run.users': 2, ...pooled({ server_round_robin: true }) };
    const { requests, errors } = run({
      ...both,
      'workload.user_classes.0.wait_time': { constant_pacing: 1 },
    });
    expect(errors).toEqual([]);
    expect(times(requests)).toEqual([15, 15, 15, 15, 5, 5, 5, 5, 5, 5]);
  });

  test('semantics B18: max_prepared_statements is how many a server keeps, those used last', () => {
    const two = page([
      hold(0, { server_ms: 5, plan_ms: 10 }),
      hold(0, { server_ms: 5, plan_ms: 10 }),
    ]);
    const last = (max_prepared_statements: number): number =>
      times(
        run({ ...pooled({ max_prepared_statements, default_pool_size: 1 }), 'endpoints.Page': two })
          .requests,
      ).at(-1)!;
    expect(last(2)).toBe(10);
    expect(last(1)).toBe(30);
  });

  test('semantics B18: with max_prepared_statements 0 it works on the server on which it was prepared', () => {
    const { requests } = run(pooled({ max_prepared_statements: 0, default_pool_size: 1 }));
    expect(times(requests)).toEqual([15, 15, 5, 5, 5]);
  });

  test('semantics B18: and fails on any other one, when another client has taken the first', () => {
    // User 0 comes at 0, 1, 2 s; user 1 holds the server that it had from 1.9 s on.
    const { errors } = record(
      tinyScenario({
        'run.users': 2,
        'run.run_time_s': 2.9,
        'workload.user_classes': [
          {
            name: 'A',
            weight: 1,
            fixed_count: null,
            wait_time: { constant_pacing: 1 },
            on_start: [],
            task_order: 'weighted',
            tasks: [{ request: 'Page', when: 'always', weight: 1 }],
          },
          {
            name: 'B',
            weight: 1,
            fixed_count: null,
            wait_time: { constant: 1000 },
            on_start: [],
            task_order: 'weighted',
            tasks: [{ request: 'Long', when: 'always', weight: 1 }],
          },
        ],
        'endpoints.Page': page([hold(0, { server_ms: 5, plan_ms: 10 })]),
        'endpoints.Long': page([{ external: 'pause' }, hold(5000)]),
        'externals.pause': {
          latency: 1900,
          timeout_s: 60,
          fail_open: true,
          cache_hit_ratio: 0,
          cache: null,
          mode: 'inline',
          python_ms: 0,
        },
        ...pooled({ max_prepared_statements: 0 }),
      }),
    );
    expect(errors).toEqual([`2000 ${MISSING}`]);
  });
});
