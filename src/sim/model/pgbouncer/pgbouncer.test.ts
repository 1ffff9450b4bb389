import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../../testing.ts';
import type { EndpointStep } from '../scenario/endpoints.ts';
import type { PgBouncer } from '../scenario/pgbouncer.ts';
import type { Settings } from '../settings.ts';

const SORRY = 'sorry, too many clients already';

/** A scenario behind a PgBouncer with `pooler`. */
function pooled(pooler: Partial<PgBouncer>, settings: Settings = {}) {
  return tinyScenario({ pgbouncer: freePgBouncer(pooler), ...settings });
}

/** `status start-end` of each request, whoever of the users it was. */
const brief = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

/** A view with 200 ms of something else between two queries. */
const outside: readonly EndpointStep[] = [hold(100), { external: 'pause' }, hold(100)];
const pause = {
  'externals.pause': {
    latency: 200,
    timeout_s: 5,
    fail_open: true,
    cache_hit_ratio: 0,
    cache: null,
    mode: 'inline',
    python_ms: 0,
  },
};

describe('PgBouncer', () => {
  test('semantics B1: in transaction mode the server is free between two transactions of a view', () => {
    const { requests } = record(
      pooled(
        { default_pool_size: 1 },
        { 'run.users': 2, 'endpoints.Page': page(outside), ...pause },
      ),
    );
    expect(brief(requests)).toEqual(['200 0-400', '200 0-500']);
  });

  test('semantics B1: within a transaction the server is kept whatever the view waits for', () => {
    const { requests } = record(
      pooled(
        { default_pool_size: 1 },
        { 'run.users': 2, 'endpoints.Page': page([{ transaction: outside }]), ...pause },
      ),
    );
    expect(brief(requests)).toEqual(['200 0-400', '200 0-800']);
  });

  test('semantics B1: in session mode the server is free when the client disconnects', () => {
    const { requests } = record(
      pooled(
        { pool_mode: 'session', default_pool_size: 1 },
        {
          'run.users': 2,
          'endpoints.Page': page(outside),
          'django.CONN_MAX_AGE': 0,
          ...pause,
        },
      ),
    );
    expect(brief(requests)).toEqual(['200 0-400', '200 0-800']);
  });

  test('semantics B1: a transaction that fails gives its server back', () => {
    const { requests } = record(
      pooled(
        { default_pool_size: 1 },
        {
          'run.users': 3,
          'endpoints.Page': page([{ transaction: [hold(100), { external: 'pause' }, hold(100)] }]),
          ...pause,
          'externals.pause.timeout_s': 0.05,
          'externals.pause.fail_open': false,
        },
      ),
    );
    expect(brief(requests)).toEqual(['503 0-150', '503 0-300', '503 0-450']);
  });

  test('semantics M7: session mode with persistent connections shows no failure while users beyond the pool hang', () => {
    const { requests, unfinished, errors } = record(
      pooled(
        { pool_mode: 'session', default_pool_size: 2 },
        { 'run.users': 3, 'run.run_time_s': 100 },
      ),
    );
    expect(brief(requests)).toEqual(['200 0-100', '200 0-100']);
    expect(unfinished).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('semantics B2: only the very first client waits for a server login; an idle client holds no server', () => {
    const { requests, slots } = record(
      pooled(
        { default_pool_size: 1 },
        { 'run.users': 3, 'run.spawn_rate': 1, 'postgres.fork_ms': 10, 'postgres.auth_ms': 20 },
      ),
    );
    expect(brief(requests)).toEqual(['200 0-130', '200 1000-1100', '200 2000-2100']);
    expect(slots).toEqual(['0 0', '10 1']);
  });

  test('semantics B3: in autocommit each statement is a transaction of its own', () => {
    const twoQueries = { 'run.users': 2, 'endpoints.Page': page([hold(100, { count: 2 })]) };
    expect(brief(record(pooled({ default_pool_size: 1 }, twoQueries)).requests)).toEqual([
      '200 0-300',
      '200 0-400',
    ]);
    expect(
      brief(
        record(pooled({ default_pool_size: 1 }, { ...twoQueries, 'django.ATOMIC_REQUESTS': true }))
          .requests,
      ),
    ).toEqual(['200 0-200', '200 0-400']);
  });

  test('semantics B4: default_pool_size servers work at once, 0 sets no limit', () => {
    const ends = (size: number): string[] =>
      brief(record(pooled({ default_pool_size: size }, { 'run.users': 3 })).requests);
    expect(ends(1)).toEqual(['200 0-100', '200 0-200', '200 0-300']);
    expect(ends(2)).toEqual(['200 0-100', '200 0-100', '200 0-200']);
    expect(ends(0)).toEqual(['200 0-100', '200 0-100', '200 0-100']);
  });

  test('semantics B6: a reserve server opens when the first in the queue has waited for reserve_pool_timeout', () => {
    const { requests } = record(
      pooled(
        { default_pool_size: 1, reserve_pool_size: 5, reserve_pool_timeout: 0.25 },
        { 'run.users': 3, 'endpoints.Page': page([hold(1000)]) },
      ),
    );
    // Looked at every third of a second: both that wait are let through, one after the other.
    expect(brief(requests)).toEqual(['200 0-1000', '200 0-1333.333', '200 0-1333.333']);
  });

  test('semantics B6: reserve_pool_size limits it, and reserve_pool_timeout 0 switches it off', () => {
    const ends = (size: number, timeout: number): string[] =>
      brief(
        record(
          pooled(
            { default_pool_size: 1, reserve_pool_size: size, reserve_pool_timeout: timeout },
            { 'run.users': 3, 'endpoints.Page': page([hold(1000)]) },
          ),
        ).requests,
      ).map((line) => line.split('-')[1]!);
    expect(ends(1, 0.25)).toEqual(['1000', '1333.333', '2000']);
    expect(ends(0, 0.25)).toEqual(['1000', '2000', '3000']);
    expect(ends(1, 0)).toEqual(['1000', '2000', '3000']);
  });

  test('semantics M9: reserve servers stay, one login at a time, until the wait is below the timeout', () => {
    const { requests, slots } = record(
      pooled(
        { default_pool_size: 1, reserve_pool_size: 5, reserve_pool_timeout: 0.5 },
        {
          'run.users': 4,
          'run.spawn_rate': 4,
          'run.run_time_s': 20,
          'endpoints.Page': page([hold(300)]),
          'workload.user_classes.0.wait_time': { constant: 0 },
          'postgres.auth_ms': 10,
        },
      ),
    );
    // Four users on one server wait 900 ms each, on two 300. When the second is served, the fourth has waited for 600.
    expect(slots).toEqual(['0 1', '610 2']);
    expect(requests.at(-1)).toMatch(/200/);
  });

  test('semantics B8: a client beyond max_client_conn is refused at once', () => {
    const { requests, errors } = record(pooled({ max_client_conn: 2 }, { 'run.users': 3 }));
    expect(brief(requests)).toEqual(['500 0-0', '200 0-100', '200 0-100']);
    expect(errors).toEqual(['0 no more connections allowed (max_client_conn)']);
  });

  test('semantics B8: clients that leave make room for others', () => {
    const { requests } = record(
      pooled(
        { max_client_conn: 1 },
        { 'run.users': 3, 'run.spawn_rate': 1, 'django.CONN_MAX_AGE': 0 },
      ),
    );
    expect(brief(requests).map((line) => line.split(' ')[0])).toEqual(['200', '200', '200']);
  });

  test('semantics B9: who waits for longer than query_wait_timeout is disconnected at the next third of a second', () => {
    const { requests, errors } = record(
      pooled(
        { default_pool_size: 1, query_wait_timeout: 0.4 },
        { 'run.users': 2, 'endpoints.Page': page([hold(1000)]) },
      ),
    );
    expect(brief(requests)).toEqual(['500 0-666.667', '200 0-1000']);
    expect(errors).toEqual(['666.667 query_wait_timeout']);
  });

  test('semantics B9: query_wait_timeout 0 lets clients wait for ever', () => {
    const { unfinished } = record(
      pooled(
        { default_pool_size: 1, query_wait_timeout: 0 },
        { 'run.users': 2, 'run.run_time_s': 300, 'endpoints.Page': page([hold(1_000_000)]) },
      ),
    );
    expect(unfinished).toEqual(['0 Page 0', '1 Page 0']);
  });

  test('semantics B9: a client that was disconnected no longer counts, and the next request connects anew', () => {
    const { requests } = record(
      pooled(
        { default_pool_size: 1, query_wait_timeout: 0.4, max_client_conn: 2 },
        {
          'run.users': 2,
          'run.run_time_s': 3.5,
          'endpoints.Page': page([hold(1000)]),
          'workload.user_classes.0.wait_time': { constant: 0.9 },
        },
      ),
    );
    expect(brief(requests)).toEqual([
      '500 0-666.667',
      '200 0-1000',
      '500 1900-2333.333',
      '200 1566.667-2566.667',
    ]);
  });

  test('semantics B10: clients are served first come first served, and queue again at the tail for each transaction', () => {
    // Users come at 0, 1 and 2 s; 3 s each for 0, 1, 2, and only then 1 s each.
    const { requests } = record(
      pooled(
        { default_pool_size: 1 },
        {
          'run.users': 3,
          'run.spawn_rate': 1,
          'endpoints.Page': page([hold(3000), hold(1000)]),
        },
      ),
    );
    expect(requests).toEqual([
      '0 Page 200 0-10000',
      '1 Page 200 1000-11000',
      '2 Page 200 2000-12000',
    ]);
  });

  test('semantics B12: the pool grows by one login at a time', () => {
    const { requests, slots } = record(
      pooled(
        { default_pool_size: 4 },
        { 'run.users': 4, 'endpoints.Page': page([hold(1000)]), 'postgres.auth_ms': 50 },
      ),
    );
    expect(brief(requests)).toEqual(['200 0-1050', '200 0-1100', '200 0-1150', '200 0-1200']);
    expect(slots).toEqual(['0 1', '50 2', '100 3', '150 4']);
  });

  test('semantics B12: no login more than somebody waits for', () => {
    const { slots } = record(
      pooled(
        { default_pool_size: 20 },
        { 'run.users': 5, 'endpoints.Page': page([hold(30)]), 'postgres.auth_ms': 50 },
      ),
    );
    // The first server serves three of them before the third one is there.
    expect(slots.length).toBeLessThan(5);
  });

  test("semantics B14: without any server all that wait are disconnected with PostgreSQL's own message", () => {
    const { requests, errors } = record(
      pooled(
        {},
        {
          'run.users': 3,
          'postgres.max_connections': 5,
          'postgres.slots_taken_before': 5,
          'postgres.fork_ms': 10,
        },
      ),
    );
    expect(brief(requests)).toEqual(['500 0-10', '500 0-10', '500 0-10']);
    expect(errors).toEqual([`10 ${SORRY}`, `10 ${SORRY}`, `10 ${SORRY}`]);
  });

  test('semantics B14, M10: with a working server nobody is disconnected: the pool runs as large as PostgreSQL lets it', () => {
    const { requests, errors, mostSlots } = record(
      pooled(
        { default_pool_size: 10 },
        { 'run.users': 6, 'postgres.max_connections': 2, 'postgres.fork_ms': 1 },
      ),
    );
    expect(errors).toEqual([]);
    expect(mostSlots).toBe(2);
    expect(brief(requests)).toEqual([
      '200 0-101',
      '200 0-102',
      '200 0-201',
      '200 0-202',
      '200 0-301',
      '200 0-302',
    ]);
  });

  test('semantics B15, B16: after a refused login a new client waits for the next attempt, server_login_retry after the last', () => {
    const { requests, errors } = record(
      pooled(
        { server_login_retry: 15 },
        {
          'run.users': 2,
          'run.spawn_rate': 1,
          'postgres.max_connections': 5,
          'postgres.slots_taken_before': 5,
          'postgres.slots_released_at_s': 2,
          'postgres.fork_ms': 10,
        },
      ),
    );
    expect(errors).toEqual([`10 ${SORRY}`]);
    // Retried at 15 s at the earliest, at 15.333 s at the latest; fork and query come on top.
    const [first, second] = brief(requests);
    expect(first).toBe('500 0-10');
    const end = Number(second!.split('-')[1]);
    expect(second).toMatch(/^200 1000-/);
    expect(end).toBeGreaterThanOrEqual(15_110);
    expect(end).toBeLessThanOrEqual(15_110 + 334);
  });

  test('semantics B9, B16: a new client that waits for a retry leaves by query_wait_timeout', () => {
    const { errors } = record(
      pooled(
        { query_wait_timeout: 4, server_login_retry: 15 },
        {
          'run.users': 3,
          'run.spawn_rate': 1,
          'run.run_time_s': 10,
          'postgres.max_connections': 5,
          'postgres.slots_taken_before': 5,
        },
      ),
    );
    expect(errors).toEqual([
      `0 ${SORRY}`,
      '5333.333 query_wait_timeout',
      '6333.333 query_wait_timeout',
    ]);
  });

  test('semantics B17: the single thread passes one statement after the other', () => {
    const { requests } = record(
      pooled({ cpu_us_per_statement: 1000, hop_ms: 5 }, { 'run.users': 3, 'run.run_time_s': 10 }),
    );
    const ends = brief(requests).map((line) => Number(line.split('-')[1]));
    // Login and query of each user pass the thread: 1 ms each, and the hop of 5 ms twice.
    expect(ends).toEqual([112, 113, 114]);
  });

  test('semantics B17: however many clients there are, the single thread passes no more statements than one core allows', () => {
    const perSecond = (cpu_us_per_statement: number): number =>
      record(
        pooled(
          { cpu_us_per_statement, default_pool_size: 100 },
          {
            'run.users': 50,
            'run.run_time_s': 4,
            'endpoints.Page': page([hold(10)]),
            'workload.user_classes.0.wait_time': { constant: 0 },
          },
        ),
      ).requests.length / 4;
    expect(perSecond(1000)).toBeGreaterThan(980);
    expect(perSecond(1000)).toBeLessThanOrEqual(1000);
    expect(perSecond(50)).toBeGreaterThan(4900);
  });

  test('semantics B20: persistent connections of Django cost clients, not servers', () => {
    const run = (max_client_conn: number) =>
      record(
        pooled(
          { default_pool_size: 5, max_client_conn },
          { 'run.users': 50, 'django.CONN_MAX_AGE': 600 },
        ),
      );
    expect(run(50).mostSlots).toBe(5);
    expect(run(50).errors).toEqual([]);
    expect(run(48).errors).toHaveLength(2);
  });

  test('semantics M8: with query_wait_timeout the pool stays full, and who is served has waited for nearly as long', () => {
    // Two servers of 100 ms serve 20 a second; 60 users would wait for 3 s.
    const { requests } = record(
      pooled(
        { default_pool_size: 2, query_wait_timeout: 1 },
        {
          'run.users': 60,
          'run.spawn_rate': 10,
          'run.run_time_s': 30,
          'workload.user_classes.0.wait_time': { constant: 0.5 },
        },
      ),
    );
    const late = requests
      .map((line) => line.split(' '))
      .map(([, , status, times]) => ({ status, times: times!.split('-').map(Number) }))
      .filter(({ times }) => times[1]! > 20_000);
    const served = late.filter(({ status }) => status === '200');
    expect(served.length).toBeGreaterThanOrEqual(198);
    expect(served.length).toBeLessThanOrEqual(200);
    expect(late.length).toBeGreaterThan(served.length);
    const waits = served.map(({ times }) => times[1]! - times[0]!).sort((a, b) => a - b);
    expect(waits[100]).toBeGreaterThan(900);
    expect(waits.at(-1)).toBeLessThan(1000 + 334 + 101);
  });
});

describe('PgBouncer when a worker is killed', () => {
  const killed = {
    'run.users': 3,
    'run.spawn_rate': 1,
    'run.run_time_s': 20,
    'web.worker_class': 'sync',
    'web.threads': 1,
    'web.workers': 3,
    'web.timeout': 2.5,
  };

  test('closes a server in the middle of a query, whose slot stays taken until the query ends, and opens another', () => {
    // User 0 is killed at 2.5 s, its query ends at 10 s; user 1 waits for the only server since 1 s.
    const { slots, errors } = record(
      pooled({ default_pool_size: 1 }, { ...killed, 'endpoints.Page': page([hold(10_000)]) }),
    );
    // Each of the three gets a server of its own that outlives its worker: 2.5 s, 3.5 s and 4.5 s.
    expect(errors).toHaveLength(3);
    expect(slots).toEqual(['0 1', '2500 2', '3500 3', '10000 2', '12500 1', '13500 0']);
  });

  test('closes a server within a transaction at once', () => {
    const { slots } = record(
      pooled(
        { default_pool_size: 1 },
        {
          ...killed,
          'run.users': 1,
          'endpoints.Page': page([{ transaction: [hold(100), { external: 'pause' }] }]),
          ...pause,
          'externals.pause.latency': 4000,
        },
      ),
    );
    expect(slots).toEqual(['0 1', '2500 0']);
  });

  test('keeps the server of a client that is between two transactions', () => {
    const { slots } = record(
      pooled(
        { default_pool_size: 1 },
        {
          ...killed,
          'run.users': 1,
          'endpoints.Page': page([hold(100), { external: 'pause' }]),
          ...pause,
          'externals.pause.latency': 4000,
        },
      ),
    );
    expect(slots).toEqual(['0 1']);
  });

  test('semantics B16: a client that is logged in fails fast when the last server is gone and its login was refused', () => {
    // The only server is with user 0 from 2.3 s on, in a long query, until the worker is killed at 2.5 s. PgBouncer opens
    // another one for user 2, who waits, but the slot is still taken. User 1 has been logged in since 1 s and comes back
    // with a second query at 3.2 s.
    const user = (name: string) => ({
      name,
      weight: 1,
      wait_time: { constant: 1000 },
      on_start: [],
      tasks: [{ request: name, when: 'always', weight: 1 }],
    });
    const waiting = (ms: number) => ({ ...pause['externals.pause'], latency: ms });
    const { requests, errors } = record(
      pooled(
        { default_pool_size: 1 },
        {
          ...killed,
          'run.run_time_s': 4,
          'workload.user_classes': [user('A'), user('B'), user('C')],
          'endpoints.A': page([hold(100), { external: 'a' }, hold(10_000)]),
          'endpoints.B': page([hold(100), { external: 'b' }, hold(100)]),
          'endpoints.C': page([{ external: 'c' }, hold(100)]),
          'externals.a': waiting(2200),
          'externals.b': waiting(2100),
          'externals.c': waiting(350),
          'postgres.max_connections': 1,
        },
      ),
    );
    expect(requests).toEqual(['2 C 500 2000-2500', '0 A 0 0-2500', '1 B 500 1000-3200']);
    expect(errors).toEqual([
      `2500 ${SORRY}`,
      '2500 connection reset: gunicorn killed the worker (timeout)',
      '3200 server login has been failing, cached error: sorry, too many clients already (server_login_retry)',
    ]);
  });
});
