import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../testing.ts';
import type { Scenario } from './scenario.ts';
import type { EndpointStep } from './scenario/endpoints.ts';
import type { Fault } from './scenario/faults.ts';
import { type Settings, withSettings } from './settings.ts';
import { showPoolsAt } from '../showPools.ts';

const rowLock = fc.constantFrom(
  null,
  { name: 'stock', rows: 1 },
  { name: 'order', rows: 1 },
  { name: 'user', rows: 3 },
);
const query = fc
  .record({
    wait_ms: fc.constantFrom(0, 20, 300),
    server_ms: fc.constantFrom(0, 5, 60),
    write: fc.boolean(),
    row_lock: rowLock,
  })
  .map(({ wait_ms, ...rest }): EndpointStep => hold(wait_ms, rest));
const flat: fc.Arbitrary<EndpointStep> = fc.oneof(
  { weight: 3, arbitrary: query },
  fc.constantFrom<EndpointStep>({ python_ms: 10 }, { external: 'pause' }, { hash: 1 }),
);
const step: fc.Arbitrary<EndpointStep> = fc.oneof(
  { weight: 3, arbitrary: flat },
  fc.array(flat, { minLength: 1, maxLength: 3 }).map((transaction) => ({ transaction })),
  fc.array(flat, { minLength: 1, maxLength: 2 }).map((background) => ({ background })),
);

const web = fc.constantFrom<Settings>(
  { 'web.server': 'runserver' },
  { 'web.server': 'runserver', 'workload.keep_alive': false, 'web.requests_per_gc': 5 },
  { 'web.worker_class': 'gthread', 'web.threads': 4, 'web.workers': 2 },
  { 'web.worker_class': 'sync', 'web.threads': 1, 'web.workers': 3, 'web.timeout': 1 },
  { 'web.worker_class': 'gevent', 'web.threads': 1, 'web.worker_connections': 2 },
  { 'web.server': 'uvicorn', 'web.workers': 2, 'web.requests_per_gc': 5 },
  { 'web.threads': 2, 'web.replicas': 2, 'web.balancer': 'least_connections' },
  { 'web.threads': 2, 'web.max_requests': 2, 'web.graceful_timeout': 0.2, 'web.keepalive': 0.2 },
);
const pooler = fc.oneof(
  fc.constant(null),
  fc
    .record({
      pool_mode: fc.constantFrom('session' as const, 'transaction' as const, 'statement' as const),
      default_pool_size: fc.integer({ min: 1, max: 4 }),
      min_pool_size: fc.integer({ min: 0, max: 2 }),
      reserve_pool_size: fc.integer({ min: 0, max: 2 }),
      reserve_pool_timeout: fc.constantFrom(0, 0.3),
      max_client_conn: fc.constantFrom(3, 100),
      query_wait_timeout: fc.constantFrom(0, 0.5),
      server_login_retry: fc.constantFrom(0.5, 3),
      server_idle_timeout: fc.constantFrom(0, 1),
      server_lifetime: fc.constantFrom(0, 2),
      server_connect_timeout: fc.constantFrom(0, 0.05),
      server_round_robin: fc.boolean(),
      replicas: fc.integer({ min: 1, max: 2 }),
    })
    .map(freePgBouncer),
);
const pool = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  fc.record({
    min_size: fc.integer({ min: 1, max: 2 }),
    max_size: fc.integer({ min: 2, max: 4 }),
    timeout: fc.constantFrom(0.4, 30),
    max_waiting: fc.constantFrom(0, 1),
    max_lifetime: fc.constantFrom(0, 1),
    max_idle: fc.constantFrom(0, 1),
    reconnect_timeout: fc.constantFrom(1, 300),
  }),
);
const faults = fc.array(
  fc.record({
    kind: fc.constantFrom('postgres_restart' as const, 'web_replica_lost' as const),
    at_s: fc.double({ min: 0, max: 6, noNaN: true }),
    for_s: fc.constantFrom(0.1, 1),
  }),
  { maxLength: 2 },
);
const timeout = fc.constantFrom(0, 0, 150);

const scenario = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    users: fc.integer({ min: 1, max: 12 }),
    web,
    pooler,
    pool,
    faults,
    age: fc.constantFrom(0, 1, null),
    checks: fc.boolean(),
    atomic: fc.boolean(),
    writes: fc.integer({ min: 0, max: 1 }),
    slots: fc.constantFrom(3, 8, 100),
    role: fc.constantFrom('superuser', 'ordinary'),
    taken: fc.integer({ min: 0, max: 2 }),
    statement: timeout,
    lock: timeout,
    idleInTransaction: timeout,
    transaction: timeout,
    idle: fc.constantFrom(0, 0, 700),
    client: fc.constantFrom(null, null, 0.5),
    auth: fc.constantFrom(0, 30),
  })
  .map((drawn): Scenario => {
    const lost = drawn.faults.map((fault): Fault => ({ replica: 0, ...fault }));
    return tinyScenario({
      'run.users': drawn.users,
      'run.run_time_s': 8,
      'run.spawn_rate': 5,
      'workload.user_classes.0.wait_time': { constant: 0.3 },
      'workload.client_timeout_s': drawn.client,
      'endpoints.Page': page(drawn.steps, { metrics_writes: true }),
      'externals.pause': {
        latency: 200,
        timeout_s: 1,
        fail_open: true,
        cache_hit_ratio: 0,
        cache: null,
        mode: 'inline',
        python_ms: 0,
      },
      ...drawn.web,
      'web.cpu_cores': 2,
      'django.CONN_MAX_AGE': drawn.pool === null ? drawn.age : 0,
      'django.CONN_HEALTH_CHECKS': drawn.checks,
      'django.ATOMIC_REQUESTS': drawn.atomic,
      'django.metrics_writes': drawn.writes,
      'django.password_hash_ms': 50,
      'django.pool': drawn.pool,
      pgbouncer: drawn.pooler,
      'postgres.max_connections': drawn.slots,
      'postgres.superuser_reserved_connections': 1,
      'postgres.role': drawn.role,
      'postgres.slots_taken_before': drawn.taken,
      'postgres.slots_released_at_s': 3,
      'postgres.auth_ms': drawn.auth,
      'postgres.exit_ms': 5,
      'postgres.commit_flush_ms': 3,
      'postgres.statement_timeout': drawn.statement,
      'postgres.lock_timeout': drawn.lock,
      'postgres.idle_in_transaction_session_timeout': drawn.idleInTransaction,
      'postgres.transaction_timeout': drawn.transaction,
      'postgres.idle_session_timeout': drawn.idle,
      faults: lost,
    });
  });

const RUNS = 60;

describe('the stack', () => {
  test('never takes more slots than there are nor fewer than none, whatever fails when, and says the same twice', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const run = record(drawn);
        for (const line of run.slots) {
          const used = Number(line.split(' ')[1]);
          expect(used).toBeGreaterThanOrEqual(0);
          expect(used).toBeLessThanOrEqual(drawn.postgres.max_connections);
        }
        expect(record(drawn)).toEqual(run);
      }),
      { numRuns: RUNS },
    );
  });

  test('gives every slot and every pool server back in the end, whatever has failed', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        // Each user asks once and nothing is kept: a minute later all is quiet.
        const quiet = withSettings(drawn, {
          'run.run_time_s': 60,
          'workload.user_classes.0.wait_time': { constant: 1000 },
          'django.CONN_MAX_AGE': 0,
          'django.pool': null,
          'web.requests_per_gc': 1,
          'endpoints.Page.steps': drawn.endpoints['Page']!.steps.filter(
            (step) => !('background' in step),
          ),
        });
        const { slots } = record(quiet);
        const { pools } = showPoolsAt(quiet, 1, 60);
        for (const pool of pools) {
          expect(pool).toMatchObject({ cl_active: 0, cl_waiting: 0, sv_active: 0, sv_login: 0 });
        }
        const servers = pools.reduce((sum, pool) => sum + pool.sv_idle + pool.sv_used, 0);
        expect(Number(slots.at(-1)!.split(' ')[1])).toBe(servers);
      }),
      { numRuns: RUNS },
    );
  });
});
