import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../testing.ts';
import type { EndpointStep } from './scenario/endpoints.ts';
import type { Settings } from './settings.ts';

const stock = { name: 'stock', rows: 1 };
const pause = (latency: number) => ({
  'externals.pause': {
    latency,
    timeout_s: 60,
    fail_open: true,
    cache_hit_ratio: 0,
    cache: null,
    mode: 'inline',
    python_ms: 0,
  },
});

function run(steps: readonly EndpointStep[], settings: Settings = {}) {
  return record(tinyScenario({ 'endpoints.Page': page(steps), ...pause(1000), ...settings }));
}

const brief = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('commits', () => {
  test('semantics A18: commits that meet share a flush, with the number of users their wait stays below two', () => {
    const { requests } = run([hold(0, { write: true })], {
      'run.users': 20,
      'run.spawn_rate': 10,
      'postgres.commit_flush_ms': 7,
    });
    // Ten at once, twice: the first of them has a flush to itself, the others share the next one.
    expect(brief(requests)).toEqual([
      '200 0-7',
      ...Array<string>(9).fill('200 0-14'),
      '200 1000-1007',
      ...Array<string>(9).fill('200 1000-1014'),
    ]);
  });
});

describe('row locks', () => {
  test('semantics A20: transactions that write the same row wait for one another, first come first served', () => {
    const { requests } = run([hold(100, { row_lock: stock })], { 'run.users': 3 });
    expect(brief(requests)).toEqual(['200 0-100', '200 0-200', '200 0-300']);
  });

  test('semantics A20: the row is locked until the transaction ends, whatever the view waits for meanwhile', () => {
    const { requests } = run(
      [{ transaction: [hold(100, { row_lock: stock }), { external: 'pause' }] }, hold(50)],
      { 'run.users': 2 },
    );
    expect(brief(requests)).toEqual(['200 0-1150', '200 0-2250']);
  });

  test('semantics A20: who waits for a row holds its backend and its server of the pool', () => {
    const { requests, slots } = run([hold(100, { row_lock: stock })], {
      'run.users': 4,
      pgbouncer: freePgBouncer({ default_pool_size: 2 }),
    });
    expect(brief(requests)).toEqual(['200 0-100', '200 0-200', '200 0-300', '200 0-400']);
    expect(slots).toEqual(['0 2']);
  });

  test('semantics A20: the row of a transaction whose worker is killed is free at once', () => {
    const user = (name: string) => ({
      name,
      weight: 1,
      wait_time: { constant: 1000 },
      on_start: [],
      tasks: [{ request: name, when: 'always', weight: 1 }],
    });
    const { requests } = record(
      tinyScenario({
        'run.users': 2,
        'run.spawn_rate': 1,
        'workload.user_classes': [user('A'), user('B')],
        'endpoints.A': page([
          { transaction: [hold(100, { row_lock: stock }), { external: 'pause' }] },
        ]),
        'endpoints.B': page([hold(100, { row_lock: stock })]),
        ...pause(5000),
        'web.worker_class': 'sync',
        'web.threads': 1,
        'web.workers': 2,
        'web.timeout': 1.2,
      }),
    );
    // User 0 has the row from 0 s on and is killed at 1.2 s; user 1 waits for it since 1 s.
    expect(requests).toEqual(['0 A 0 0-1200', '1 B 200 1000-1300']);
  });

  test('the more rows there are, the fewer wait for one another', () => {
    const last = (rows: number): number => {
      const { requests } = run([hold(100, { row_lock: { name: 'stock', rows } })], {
        'run.users': 20,
      });
      return Number(requests.at(-1)!.split('-')[1]);
    };
    expect(last(1)).toBe(2000);
    expect(last(4)).toBeLessThan(1500);
    expect(last(1000)).toBe(100);
  });

  test('semantics A19: lock_timeout ends the wait for a row, not the statement that holds it', () => {
    const { requests, errors } = run([hold(300, { row_lock: stock })], {
      'run.users': 3,
      'postgres.lock_timeout': 250,
    });
    expect(brief(requests)).toEqual(['500 0-250', '500 0-250', '200 0-300']);
    expect(errors[0]).toBe('250 canceling statement due to lock timeout');
  });

  test('semantics A19: of two transactions that wait for one another, one is the victim after deadlock_timeout', () => {
    const other = { name: 'order', rows: 1 };
    const both = (first: typeof stock, second: typeof stock): EndpointStep => ({
      transaction: [hold(100, { row_lock: first }), hold(100, { row_lock: second })],
    });
    const user = (name: string) => ({
      name,
      weight: 1,
      wait_time: { constant: 1000 },
      on_start: [],
      tasks: [{ request: name, when: 'always', weight: 1 }],
    });
    const { requests, errors } = record(
      tinyScenario({
        'run.users': 2,
        'workload.user_classes': [user('A'), user('B')],
        'endpoints.A': page([both(stock, other)]),
        'endpoints.B': page([both(other, stock)]),
      }),
    );
    expect(errors).toEqual(['1100 deadlock detected']);
    expect(brief(requests)).toEqual(['500 0-1100', '200 0-1200']);
  });
});

describe('timeouts of PostgreSQL', () => {
  test('semantics A19: statement_timeout cancels the statement, and the session goes on', () => {
    const { requests, errors, slots } = run([hold(500)], {
      'run.users': 2,
      'run.spawn_rate': 1,
      'workload.user_classes.0.wait_time': { constant: 0.7 },
      'run.run_time_s': 2,
      'postgres.statement_timeout': 300,
    });
    expect(brief(requests)).toEqual(['500 0-300', '500 1000-1300', '500 1000-1300']);
    expect(errors[0]).toBe('300 canceling statement due to statement timeout');
    expect(slots).toEqual(['0 1', '1000 2']);
  });

  test('semantics A19: statement_timeout counts the wait for a row, too', () => {
    const { requests } = run([hold(200, { row_lock: stock })], {
      'run.users': 3,
      'postgres.statement_timeout': 300,
    });
    expect(brief(requests)).toEqual(['200 0-200', '500 0-300', '500 0-300']);
  });

  test('semantics A19: a cancelled statement gives the CPU and the server of the pool back', () => {
    const { requests } = run([hold(0, { server_ms: 1000 })], {
      'run.users': 2,
      'postgres.cpu_cores': 1,
      'postgres.statement_timeout': 400,
      pgbouncer: freePgBouncer({ default_pool_size: 1 }),
    });
    expect(brief(requests)).toEqual(['500 0-400', '500 0-800']);
  });

  test('semantics A19: idle_in_transaction_session_timeout ends the session, whose client learns of it at its next statement', () => {
    const { requests, errors, slots } = run(
      [{ transaction: [hold(100), { external: 'pause' }, hold(100)] }],
      { 'postgres.idle_in_transaction_session_timeout': 400 },
    );
    expect(slots).toEqual(['0 1', '500 0']);
    expect(errors).toEqual(['1100 terminating connection due to idle-in-transaction timeout']);
    expect(brief(requests)).toEqual(['500 0-1100']);
  });

  test('semantics A19: the row that an idle transaction has locked is free when its session ends', () => {
    const { requests } = run(
      [{ transaction: [hold(100, { row_lock: stock }), { external: 'pause' }] }],
      { 'run.users': 2, 'postgres.idle_in_transaction_session_timeout': 400 },
    );
    expect(brief(requests)).toEqual(['500 0-1100', '500 0-1600']);
  });

  test('semantics A19: behind PgBouncer the pool opens another server for one that was idle in transaction', () => {
    const { requests, slots } = run(
      [{ transaction: [hold(100), { external: 'pause' }, hold(100)] }],
      {
        'run.users': 2,
        'postgres.idle_in_transaction_session_timeout': 400,
        pgbouncer: freePgBouncer({ default_pool_size: 1 }),
      },
    );
    expect(brief(requests)).toEqual(['500 0-1100', '500 0-1600']);
    expect(slots).toEqual(['0 1', '500 1', '1000 0']);
  });

  test('semantics A19: transaction_timeout ends the session in the middle of a statement', () => {
    const { requests, errors, slots } = run([{ transaction: [hold(100), hold(900)] }], {
      'postgres.transaction_timeout': 400,
    });
    expect(brief(requests)).toEqual(['500 0-400']);
    expect(errors).toEqual(['400 terminating connection due to transaction timeout']);
    expect(slots).toEqual(['0 1', '400 0']);
  });

  test('semantics A19: idle_session_timeout frees the slot of an idle connection, and its next use fails once', () => {
    const { requests, errors, slots } = run([hold(100)], {
      'postgres.idle_session_timeout': 2000,
      'workload.user_classes.0.wait_time': { constant: 3 },
      'run.run_time_s': 7,
    });
    expect(brief(requests)).toEqual(['200 0-100', '500 3100-3100', '200 6100-6200']);
    expect(errors).toEqual(['3100 terminating connection due to idle-session timeout']);
    expect(slots).toEqual(['0 1', '2100 0', '6100 1']);
  });

  test('semantics C5: with CONN_HEALTH_CHECKS a connection whose session has ended is replaced before it is used', () => {
    const { requests, errors } = run([hold(100)], {
      'postgres.idle_session_timeout': 2000,
      'django.CONN_HEALTH_CHECKS': true,
      'workload.user_classes.0.wait_time': { constant: 3 },
      'run.run_time_s': 7,
    });
    expect(brief(requests)).toEqual(['200 0-100', '200 3100-3200', '200 6200-6300']);
    expect(errors).toEqual([]);
  });

  test('semantics A19: idle_session_timeout does not end a session that is used often enough', () => {
    const { slots } = run([hold(100)], {
      'postgres.idle_session_timeout': 2000,
      'workload.user_classes.0.wait_time': { constant: 1.5 },
      'run.run_time_s': 10,
    });
    expect(slots).toEqual(['0 1']);
  });

  test('a connection that PostgreSQL has ended fails every statement until the request is over', () => {
    const { errors } = record(
      tinyScenario({
        'endpoints.Page': page([{ transaction: [hold(100), { external: 'pause' }, hold(100)] }], {
          metrics_writes: true,
        }),
        ...pause(1000),
        'django.metrics_writes': 1,
        'postgres.idle_in_transaction_session_timeout': 400,
      }),
    );
    expect(errors).toEqual([
      '1100 terminating connection due to idle-in-transaction timeout',
      '1100 the connection is closed',
    ]);
  });
});
