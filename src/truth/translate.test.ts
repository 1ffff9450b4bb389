import { describe, expect, test } from 'vitest';
import { AppError } from '../contract/errors.ts';
import type { TruthCase } from './case.ts';
import { rigCase } from './rigCase.ts';
import { translate } from './translate.ts';

const observed = {
  endpoints: {
    hold: {
      requests: 100,
      failures: 20,
      rps: 10,
      ok_rps: 8,
      avg_ms: 205,
      median_ms: 204,
      p95: 300,
    },
  },
  errors: { 'hold: 500 OperationalError: FATAL:  sorry, too many clients already': 20 },
  connections: { max: 23 },
};
const config = {
  users: 20,
  spawn_rate_per_s: 10,
  run_time_s: 30,
  wait_time: 'exp:1',
  mix: { hold: 1 },
  server: { kind: 'gthread', workers: 1, threads: 40, conn_max_age_s: 600 },
  postgres: { max_connections: 23, version: '15' },
  endpoints: { hold: { db_hold_ms: 200, transaction: true } },
};
const read = (changes: object = {}): TruthCase =>
  rigCase.parse({ id: 'a_case', config: { ...config, ...changes }, observed });

describe('a file of the rig', () => {
  test('keeps what is compared and fills in what it leaves out', () => {
    expect(read()).toMatchObject({
      format: 'plimsoll.truth-case',
      name: 'a_case',
      others_cores: 0,
      whole: { from_s: 0, endpoints: { hold: { requests: 100, failures: 20, p50_ms: 204 } } },
      steady: null,
      most_connections: 23,
      errors: { hold: { '500 OperationalError: FATAL:  sorry, too many clients already': 20 } },
      repetitions: [],
    });
  });
});

describe('a case as a scenario', () => {
  test('has the settings of the programs, and the parameters of the rig with their provenance', () => {
    const scenario = translate(read(), 0.5);
    expect(scenario).toMatchObject({
      run: { users: 20, spawn_rate: 10, run_time_s: 29.5, stages: [] },
      web: { server: 'gunicorn', worker_class: 'gthread', threads: 40, background_cores: 0.5 },
      django: { CONN_MAX_AGE: 600 },
      postgres: { max_connections: 23, superuser_reserved_connections: 3, role: 'ordinary' },
      pgbouncer: null,
    });
    expect(scenario.workload.user_classes[0]!.wait_time).toEqual({ exponential: 1 });
    expect(scenario.provenance['django.connect_cpu_ms']).toMatchObject({ kind: 'measured' });
  });

  test('gives the sampler its client of PgBouncer and runserver the connection of its start-up', () => {
    const pooled = translate(read({ pgbouncer: { max_client_conn: 21 } }), 0);
    expect(pooled.pgbouncer).toMatchObject({ max_client_conn: 20, pool_mode: 'session' });
    const runserver = translate(read({ server: { kind: 'runserver' } }), 0);
    expect(runserver.postgres.slots_taken_before).toBe(1);
  });

  test('makes stages of a shape, which says until when', () => {
    const { run } = translate(
      read({
        shape: [
          [12, 15, 15],
          [22, 90, 75],
          [30, 15, 75],
        ],
      }),
      0,
    );
    expect(run).toEqual({
      users: 15,
      spawn_rate: 15,
      run_time_s: 30.1,
      stages: [
        { from_s: 12, users: 90, spawn_rate: 75 },
        { from_s: 22, users: 15, spawn_rate: 75 },
      ],
    });
  });

  test('makes classes of a mix of classes', () => {
    const mix = {
      Browsing: {
        share: 0.8,
        on_start: ['register', 'login'],
        tasks: { groups_list: 4, health: 1 },
      },
      Health: { share: 0.2, tasks: { health: 1 } },
    };
    const { workload, endpoints } = translate(read({ mix, wait_time: 'uniform:2:6' }), 0);
    expect(workload.user_classes).toMatchObject([
      { name: 'Browsing', weight: 80, wait_time: { between: [2, 6] } },
      { name: 'Health', weight: 20 },
    ]);
    expect(Object.keys(endpoints)).toEqual(['register', 'login', 'groups_list', 'health']);
  });

  test('names an endpoint that the rig has not, and a wait that it does not know', () => {
    expect(() => translate(read({ mix: { search: 1 } }), 0)).toThrow(AppError);
    expect(() => translate(read({ mix: { search: 1 } }), 0)).toThrow('asks for "search"');
    expect(() => translate(read({ wait_time: 'often' }), 0)).toThrow(
      'config.wait_time: is "often"',
    );
  });
});
