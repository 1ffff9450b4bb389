import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../testing.ts';
import type { Settings } from './settings.ts';

/** PostgreSQL is restarted at 2.05 s and is up again at 4.05 s; each user asks for a page of 100 ms every second. */
function restarted(settings: Settings = {}) {
  return record(
    tinyScenario({
      'run.run_time_s': 7.5,
      'workload.user_classes.0.wait_time': { constant_pacing: 1 },
      faults: [{ kind: 'postgres_restart', at_s: 2.05, for_s: 2 }],
      ...settings,
    }),
  );
}

const brief = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('a restart of PostgreSQL', () => {
  test('ends the statement under way, refuses who comes while it starts up, and lets in who comes after', () => {
    const { requests, errors, slots } = restarted();
    expect(brief(requests)).toEqual([
      '200 0-100',
      '200 1000-1100',
      '500 2000-2050',
      '500 3000-3000',
      '500 4000-4000',
      '200 5000-5100',
      '200 6000-6100',
      '200 7000-7100',
    ]);
    expect(errors).toEqual([
      '2050 terminating connection due to administrator command',
      '3000 the database system is starting up',
      '4000 the database system is starting up',
    ]);
    expect(slots).toEqual(['0 1', '2050 0', '5000 1']);
  });

  test('ends the sessions of idle threads, which learn of it at their next query', () => {
    const { errors, slots } = restarted({
      'run.users': 3,
      'endpoints.Page': page([hold(10)]),
      'run.run_time_s': 5.5,
    });
    expect(slots.slice(0, 2)).toEqual(['0 3', '2050 0']);
    expect(errors.slice(0, 3)).toEqual(
      Array<string>(3).fill('3000 terminating connection due to administrator command'),
    );
    expect(errors.slice(3, 6)).toEqual(
      Array<string>(3).fill('4000 the database system is starting up'),
    );
  });

  test('frees the slots of others, and is not confused by backends that were about to exit', () => {
    const { slots } = restarted({
      'django.CONN_MAX_AGE': 0,
      'postgres.exit_ms': 1500,
      'postgres.slots_taken_before': 7,
      'postgres.slots_released_at_s': 3,
      'run.run_time_s': 6.4,
    });
    expect(slots.filter((line) => Number(line.split(' ')[0]) >= 2050)).toEqual([
      '2050 0',
      '5000 1',
      '6000 2',
    ]);
  });

  test('fails who is logging in, and who holds a row; who waits for the row is thrown out, too', () => {
    const { requests } = restarted({
      'run.users': 2,
      'endpoints.Page': page([hold(3000, { row_lock: { name: 'stock', rows: 1 } })]),
      'workload.user_classes.0.wait_time': { constant: 100 },
      'run.run_time_s': 2.5,
    });
    expect(brief(requests)).toEqual(['500 0-2050', '500 0-2050']);
    const login = restarted({
      'postgres.auth_ms': 5000,
      'workload.user_classes.0.wait_time': { constant: 100 },
      'run.run_time_s': 2.5,
    });
    expect(brief(login.requests)).toEqual(['500 0-2050']);
  });

  test('semantics B14, B15: behind PgBouncer who waits goes on waiting, and is served server_login_retry after the failed login', () => {
    const { requests, errors, slots } = restarted({
      'run.users': 3,
      'run.run_time_s': 9.9,
      'endpoints.Page': page([hold(400)]),
      'workload.user_classes.0.wait_time': { constant: 100 },
      'run.spawn_rate': 0.5,
      faults: [{ kind: 'postgres_restart', at_s: 4.1, for_s: 1 }],
      pgbouncer: freePgBouncer({ default_pool_size: 1, server_login_retry: 3 }),
    });
    // The client that is linked at 4.1 s is lost; the pool has no server, and nobody asks for one until the run ends.
    expect(brief(requests)).toEqual(['200 0-400', '200 2000-2400', '500 4000-4100']);
    expect(errors).toEqual(['4100 terminating connection due to administrator command']);
    expect(slots.at(-1)).toBe('4100 0');
    const waiting = restarted({
      'run.users': 2,
      'run.run_time_s': 9.9,
      'endpoints.Page': page([hold(3000)]),
      'workload.user_classes.0.wait_time': { constant: 100 },
      pgbouncer: freePgBouncer({ default_pool_size: 1, server_login_retry: 3 }),
    });
    // User 1 has waited since 0 s; its login at 2.05 s is refused and tried again at 5.05 s.
    expect(brief(waiting.requests)).toEqual(['500 0-2050', '200 0-8050']);
    expect(waiting.errors).toEqual(['2050 terminating connection due to administrator command']);
  });

  test('semantics B16: behind PgBouncer a client that is logged in and comes meanwhile fails fast', () => {
    const { requests, errors } = restarted({
      'run.run_time_s': 4.5,
      'run.users': 3,
      'run.spawn_rate': 1,
      'endpoints.Page': page([hold(300)]),
      'workload.user_classes.0.wait_time': { constant_pacing: 2.2 },
      faults: [{ kind: 'postgres_restart', at_s: 2.4, for_s: 2 }],
      pgbouncer: freePgBouncer({ default_pool_size: 1 }),
    });
    // User 1 asks at 3.2 s for a server, whose login is refused; user 2 comes at 4.2 s.
    expect(errors).toContain(
      '4200 server login has been failing, cached error: the database system is starting up (server_login_retry)',
    );
    expect(brief(requests)).toContain('500 4200-4200');
  });

  test('semantics C15: a psycopg pool opens its connections again in the background', () => {
    const { requests, errors, slots } = restarted({
      'django.CONN_MAX_AGE': 0,
      'django.pool': {
        min_size: 2,
        max_size: 2,
        timeout: 30,
        max_waiting: 0,
        max_lifetime: 3600,
        max_idle: 600,
        reconnect_timeout: 300,
      },
      'run.run_time_s': 12,
    });
    expect(slots.slice(0, 2)).toEqual(['0 2', '2050 0']);
    expect(slots.at(-1)!.split(' ')[1]).toBe('2');
    // One broken while in use, one found broken; then requests wait for the next attempt and are served.
    const failed = brief(requests).filter((line) => line.startsWith('500'));
    expect(failed).toEqual(['500 2000-2050', '500 3000-3000']);
    expect(errors.filter((line) => line.includes('administrator'))).toHaveLength(2);
  });
});
