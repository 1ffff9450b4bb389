import { describe, expect, test } from 'vitest';
import { showPoolsAt } from './showPools.ts';
import { freePgBouncer, hold, page, tinyScenario } from './testing.ts';

/** Five users at 0 s behind two servers, 1 s each; connections are kept. */
const scenario = tinyScenario({
  'run.users': 5,
  'endpoints.Page': page([hold(1000)]),
  pgbouncer: freePgBouncer({ default_pool_size: 2 }),
});
const pool = (second: number) => showPoolsAt(scenario, 1, second).pools[0]!;
const stats = (second: number) => showPoolsAt(scenario, 1, second).stats[0]!;

describe('SHOW POOLS', () => {
  test('semantics B21: clients with nothing queued are active, the others wait; servers are active or idle', () => {
    expect(pool(0.25)).toEqual({
      database: 'app',
      user: 'app',
      cl_active: 2,
      cl_waiting: 3,
      sv_active: 2,
      sv_idle: 0,
      sv_used: 0,
      sv_tested: 0,
      sv_login: 0,
      maxwait: 0,
      maxwait_us: 250_000,
      pool_mode: 'transaction',
    });
    expect(pool(1.5)).toMatchObject({ cl_active: 4, cl_waiting: 1, sv_active: 2, maxwait: 1 });
    expect(pool(2.5)).toMatchObject({ cl_active: 5, cl_waiting: 0, sv_active: 1, sv_idle: 1 });
    expect(pool(4)).toMatchObject({
      cl_active: 5,
      sv_active: 0,
      sv_idle: 2,
      sv_used: 0,
      maxwait: 0,
    });
  });

  test('semantics B13, B21: a server that has been idle for longer than server_check_delay counts as used', () => {
    // One has been idle since 2 s, the other one since 3 s.
    expect(pool(32.5)).toMatchObject({ sv_idle: 1, sv_used: 1 });
    expect(pool(40)).toMatchObject({ sv_idle: 0, sv_used: 2 });
  });

  test('semantics B12, B21: a login under way shows in sv_login', () => {
    const slow = tinyScenario({
      pgbouncer: freePgBouncer(),
      'postgres.auth_ms': 500,
    });
    expect(showPoolsAt(slow, 1, 0.2).pools[0]).toMatchObject({
      cl_active: 0,
      cl_waiting: 1,
      sv_login: 1,
    });
  });

  test('semantics M7: users that hang behind a session pool show in cl_waiting and maxwait only', () => {
    const hanging = tinyScenario({
      'run.users': 5,
      pgbouncer: freePgBouncer({ pool_mode: 'session', default_pool_size: 2 }),
    });
    expect(showPoolsAt(hanging, 1, 50).pools[0]).toMatchObject({
      cl_active: 2,
      cl_waiting: 3,
      sv_active: 2,
      maxwait: 50,
      pool_mode: 'session',
    });
  });

  test('semantics B24: each PgBouncer process has a row of its own', () => {
    const two = tinyScenario({
      'run.users': 5,
      'endpoints.Page': page([hold(1000)]),
      pgbouncer: freePgBouncer({ default_pool_size: 1, replicas: 2 }),
    });
    expect(showPoolsAt(two, 1, 0.5).pools.map(({ cl_waiting }) => cl_waiting)).toEqual([2, 1]);
  });
});

describe('SHOW STATS', () => {
  test('semantics B22: totals count queries, transactions, assignments and times in µs', () => {
    // Five queries of 1 s; two waited for 1 s and one for 2 s.
    expect(stats(10)).toMatchObject({
      total_xact_count: 5,
      total_query_count: 5,
      total_server_assignment_count: 5,
      total_xact_time: 5_000_000,
      total_query_time: 5_000_000,
      total_wait_time: 4_000_000,
      avg_query_count: 0,
    });
  });

  test('semantics B22: averages are those of the last full minute: per s, and µs for each query', () => {
    const steady = tinyScenario({
      'run.run_time_s': 200,
      'endpoints.Page': page([hold(100)]),
      'workload.user_classes.0.wait_time': { constant_pacing: 0.5 },
      pgbouncer: freePgBouncer(),
    });
    const at = (second: number) => showPoolsAt(steady, 1, second).stats[0]!;
    expect(at(59)).toMatchObject({ avg_query_count: 0, avg_query_time: 0 });
    expect(at(90)).toMatchObject({ avg_query_count: 2, avg_query_time: 100_000 });
  });

  test('semantics B1, B22: a transaction of several queries is one transaction and one assignment', () => {
    const atomic = tinyScenario({
      'endpoints.Page': page([{ transaction: [hold(100), hold(200)] }]),
      pgbouncer: freePgBouncer(),
    });
    expect(showPoolsAt(atomic, 1, 5).stats[0]).toMatchObject({
      total_xact_count: 1,
      total_query_count: 2,
      total_server_assignment_count: 1,
      total_xact_time: 300_000,
    });
  });

  test('semantics B22: in session pooling transactions are counted, though the server is assigned once', () => {
    const session = tinyScenario({
      'endpoints.Page': page([hold(100), hold(200)]),
      pgbouncer: freePgBouncer({ pool_mode: 'session' }),
    });
    expect(showPoolsAt(session, 1, 5).stats[0]).toMatchObject({
      total_xact_count: 2,
      total_server_assignment_count: 1,
      total_xact_time: 300_000,
    });
  });
});
