import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../testing.ts';
import type { EndpointStep } from './scenario/endpoints.ts';
import type { External } from './scenario/externals.ts';
import type { Settings } from './settings.ts';

const SORRY = 'sorry, too many clients already';

const pause = (latency: number, changes: Partial<External> = {}): Settings => ({
  'externals.pause': {
    latency,
    timeout_s: 60,
    fail_open: true,
    cache_hit_ratio: 0,
    cache: null,
    mode: 'inline',
    python_ms: 0,
    ...changes,
  },
});

/** Asks for the page again `seconds` after the last time that it did. */
const every = (seconds: number): Settings => ({
  'workload.user_classes.0.wait_time': { constant_pacing: seconds },
});

const brief = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('connections of Django', () => {
  test('semantics C1: each thread has a connection of its own, and keeps it for its next request', () => {
    const slots = (users: number): readonly string[] =>
      record(tinyScenario({ 'run.users': users, 'run.run_time_s': 10, ...every(2) })).slots;
    expect(slots(1)).toEqual(['0 1']);
    expect(slots(3)).toEqual(['0 3']);
  });

  test('semantics C2: a connection is opened at the first query, and not at all by a view that never queries', () => {
    const slots = (steps: readonly EndpointStep[]): readonly string[] =>
      record(tinyScenario({ 'endpoints.Page': page(steps), ...pause(700) })).slots;
    expect(slots([{ external: 'pause' }])).toEqual(['0 0']);
    expect(slots([{ external: 'pause' }, hold(100)])).toEqual(['0 0', '700 1']);
  });

  test('semantics C3: the age counts from the connect, not from the last use, and is looked at when a request begins or ends', () => {
    // Connected at 0 s, used every second, and too old at the beginning of the request of 3 s.
    const { slots, requests } = record(
      tinyScenario({
        'run.run_time_s': 5,
        ...every(1),
        'django.CONN_MAX_AGE': 2.5,
        'postgres.auth_ms': 10,
        'postgres.exit_ms': 5,
      }),
    );
    expect(slots).toEqual(['0 1', '3000 2', '3005 1']);
    expect(brief(requests)[3]).toBe('200 3000-3110');
  });

  test('semantics C3: CONN_MAX_AGE 0 closes at the end of each request, null never', () => {
    const slots = (age: number | null): readonly string[] =>
      record(tinyScenario({ 'run.run_time_s': 1.5, ...every(1), 'django.CONN_MAX_AGE': age }))
        .slots;
    expect(slots(0)).toEqual(['0 1', '100 0', '1000 1', '1100 0']);
    expect(slots(null)).toEqual(['0 1']);
  });

  test('semantics C4: an idle thread never closes its connection, whatever its age', () => {
    const { slots } = record(
      tinyScenario({ 'run.users': 5, 'run.run_time_s': 900, 'django.CONN_MAX_AGE': 60 }),
    );
    expect(slots).toEqual(['0 5']);
  });

  test('semantics C5: CONN_HEALTH_CHECKS sends one round trip before the first use of a kept connection in a request', () => {
    const { requests } = record(
      tinyScenario({
        'run.run_time_s': 1.5,
        ...every(1),
        'endpoints.Page': page([hold(100), hold(100)]),
        'django.CONN_HEALTH_CHECKS': true,
        'postgres.round_trip_ms': 2,
      }),
    );
    expect(brief(requests)).toEqual(['200 0-204', '200 1000-1206']);
  });

  test('semantics C5: behind PgBouncer the check needs a server, too, and queues for it', () => {
    const { requests } = record(
      tinyScenario({
        'run.users': 2,
        'run.run_time_s': 1.9,
        ...every(1),
        'endpoints.Page': page([hold(300)]),
        'django.CONN_HEALTH_CHECKS': true,
        'postgres.round_trip_ms': 10,
        pgbouncer: freePgBouncer({ default_pool_size: 1 }),
      }),
    );
    // Both checks go before both queries of the second round: 1010 and 1020 ms.
    expect(brief(requests)).toEqual(['200 0-310', '200 0-620', '200 1000-1330', '200 1000-1640']);
  });

  test('semantics C6: ATOMIC_REQUESTS holds one transaction, and its server, for the whole view', () => {
    const run = (atomic: boolean): string[] =>
      brief(
        record(
          tinyScenario({
            'run.users': 2,
            'endpoints.Page': page([hold(100), { external: 'pause' }, hold(100)]),
            ...pause(500),
            'django.ATOMIC_REQUESTS': atomic,
            pgbouncer: freePgBouncer({ default_pool_size: 1 }),
          }),
        ).requests,
      );
    expect(run(false)).toEqual(['200 0-700', '200 0-800']);
    expect(run(true)).toEqual(['200 0-700', '200 0-1400']);
  });

  test('semantics C6: with ATOMIC_REQUESTS the writes of a view share one flush', () => {
    const end = (atomic: boolean): string =>
      record(
        tinyScenario({
          'endpoints.Page': page([hold(10, { write: true, count: 3 })]),
          'django.ATOMIC_REQUESTS': atomic,
          'postgres.commit_flush_ms': 20,
        }),
      ).requests[0]!;
    expect(end(false)).toBe('0 Page 200 0-90');
    expect(end(true)).toBe('0 Page 200 0-50');
  });

  test('semantics C7: what Django itself sends on a new connection is a round trip more', () => {
    const end = (trips: number): string =>
      record(tinyScenario({ 'postgres.round_trip_ms': 2, 'postgres.connect_round_trips': trips }))
        .requests[0]!;
    expect(end(5)).toBe('0 Page 200 0-112');
    expect(end(6)).toBe('0 Page 200 0-114');
  });

  test('semantics C9: a thread that a view has started leaves its connection behind until the garbage collector comes', () => {
    const { slots, requests } = record(
      tinyScenario({
        'run.run_time_s': 10,
        ...every(1),
        'endpoints.Page': page([hold(100), { background: [hold(50)] }]),
        'django.CONN_MAX_AGE': 0,
        'web.requests_per_gc': 4,
      }),
    );
    expect(brief(requests)[0]).toBe('200 0-100');
    // One more with each request; within every fourth one those of the three before are collected.
    expect(slots.slice(0, 8)).toEqual([
      '0 1',
      '100 1',
      '1000 2',
      '1100 2',
      '2000 3',
      '2100 3',
      '3000 1',
      '3100 1',
    ]);
  });

  test('semantics C9: a background thread that is refused a connection is logged, and the request does not notice', () => {
    const { requests, errors } = record(
      tinyScenario({
        'endpoints.Page': page([hold(100), { background: [hold(50)] }]),
        'postgres.max_connections': 4,
        'postgres.slots_taken_before': 3,
      }),
    );
    expect(brief(requests)).toEqual(['200 0-100']);
    expect(errors).toEqual([`100 ${SORRY}`]);
  });
});

describe('errors of the database in Django', () => {
  const refused: Settings = { 'postgres.max_connections': 4, 'postgres.slots_taken_before': 4 };

  test('semantics A10: the text of a refusal is that of the driver around that of PostgreSQL', () => {
    const { summary } = record(tinyScenario(refused));
    expect(Object.keys(summary.errors)).toEqual([
      `connection failed: connection to server failed: FATAL:  ${SORRY}`,
    ]);
  });

  test('semantics C16: an error that the view does not catch is a 500, whose page costs Python', () => {
    const { requests } = record(tinyScenario({ ...refused, 'django.error_page_ms': 30 }));
    expect(brief(requests)).toEqual(['500 0-30']);
  });

  test('semantics C17: a view that catches the error answers 503 without an error page', () => {
    const { requests } = record(
      tinyScenario({
        ...refused,
        'django.error_page_ms': 30,
        'endpoints.Page': page([hold(100)], { database_error_status: 503 }),
      }),
    );
    expect(brief(requests)).toEqual(['503 0-0']);
  });

  test('semantics C18: the middleware writes on the connection of the same thread, and does not open a second one', () => {
    const { requests, slots } = record(
      tinyScenario({
        'endpoints.Page': page([hold(100)], { metrics_writes: true }),
        'django.metrics_writes': 2,
        'postgres.commit_flush_ms': 10,
      }),
    );
    expect(brief(requests)).toEqual(['200 0-120.4']);
    expect(slots).toEqual(['0 1']);
  });

  test('semantics C18: it connects even for a response of 401, and again when the view could not', () => {
    const { errors, requests, slots } = record(
      tinyScenario({
        'endpoints.Page': page([hold(100)], {
          metrics_writes: true,
          token_required: { status: 401, python_ms: 0 },
        }),
        'django.metrics_writes': 1,
      }),
    );
    expect([brief(requests), slots, errors]).toEqual([['401 0-0.2'], ['0 1'], []]);
    const both = record(
      tinyScenario({
        ...refused,
        'endpoints.Page': page([hold(100)], { metrics_writes: true }),
        'django.metrics_writes': 1,
      }),
    );
    expect(both.errors).toEqual([`0 ${SORRY}`, `0 ${SORRY}`]);
  });

  test('semantics C18: an error of the middleware is logged and swallowed', () => {
    const { requests, errors } = record(
      tinyScenario({
        ...refused,
        'endpoints.Page': page([{ python_ms: 5 }], { metrics_writes: true }),
        'django.metrics_writes': 3,
      }),
    );
    expect(brief(requests)).toEqual(['200 0-5']);
    expect(errors).toEqual([`5 ${SORRY}`]);
  });

  test('semantics A20: an error within a transaction rolls it back: its rows and its server are free', () => {
    const { requests } = record(
      tinyScenario({
        'run.users': 2,
        'endpoints.Page': page([
          {
            transaction: [
              hold(100, { row_lock: { name: 'stock', rows: 1 } }),
              { external: 'pause' },
            ],
          },
        ]),
        ...pause(1000, { timeout_s: 0.2, fail_open: false }),
      }),
    );
    expect(brief(requests)).toEqual(['503 0-300', '503 0-600']);
  });
});
