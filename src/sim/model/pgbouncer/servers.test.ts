import { describe, expect, test } from 'vitest';
import { freePgBouncer, hold, page, record, tinyScenario } from '../../testing.ts';
import {
  cachedByPgBouncer,
  failureKinds,
  SERVER_CONNECT_TIMEOUT,
  SLOTS_EXHAUSTED,
  SLOTS_RESERVED,
} from '../failures.ts';
import type { PgBouncer } from '../scenario/pgbouncer.ts';
import type { Settings } from '../settings.ts';
import { Servers } from './servers.ts';

function run(pooler: Partial<PgBouncer>, settings: Settings = {}) {
  return record(tinyScenario({ pgbouncer: freePgBouncer(pooler), ...settings }));
}

/** Two users at once at 0 s, and then one of them every `seconds`. */
const burstThenOne = (seconds: number): Settings => ({
  'run.users': 2,
  'workload.user_classes': [
    {
      name: 'Once',
      weight: 1,
      wait_time: { constant: 10_000 },
      on_start: [],
      tasks: [{ request: 'Page', when: 'always', weight: 1 }],
    },
    {
      name: 'Often',
      weight: 1,
      wait_time: { constant: seconds },
      on_start: [],
      tasks: [{ request: 'Page', when: 'always', weight: 1 }],
    },
  ],
});

describe('server connections of PgBouncer', () => {
  test('semantics B11: idle servers are taken last in, first out, or first in, first out with server_round_robin', () => {
    const order = (server_round_robin: boolean): number[] => {
      const servers = new Servers({
        server_idle_timeout: 600,
        server_lifetime: 3600,
        server_round_robin,
        min_pool_size: 0,
      });
      for (let i = 0; i < 3; i++) servers.putBack(servers.opened(0), i);
      return [servers.take(), servers.take(), servers.take(), servers.take()];
    };
    expect(order(false)).toEqual([2, 1, 0, -1]);
    expect(order(true)).toEqual([0, 1, 2, -1]);
  });

  test('semantics B11, B13: a server that a burst has left behind is closed after server_idle_timeout, the hot one stays', () => {
    const { slots } = run(
      { server_idle_timeout: 30 },
      { ...burstThenOne(10), 'run.run_time_s': 100 },
    );
    // Idle since 0.1 s; the first pass of the maintenance beyond 30.1 s is at 30.333 s.
    expect(slots).toEqual(['0 2', '30333.333 1']);
  });

  test('semantics B11, B13: server_round_robin keeps every server in use', () => {
    const { slots } = run(
      { server_idle_timeout: 30, server_round_robin: true },
      { ...burstThenOne(10), 'run.run_time_s': 100 },
    );
    expect(slots).toEqual(['0 2']);
  });

  test('semantics B13: server_lifetime closes idle servers one after the other, at a distance of lifetime / pool size', () => {
    const { slots } = run(
      { server_lifetime: 60, default_pool_size: 4 },
      { 'run.users': 4, 'run.run_time_s': 120 },
    );
    expect(slots.map((line) => line.split(' ')[1])).toEqual(['4', '3', '2', '1', '0']);
    const times = slots.map((line) => Number(line.split(' ')[0]) / 1000);
    // Opened at 0 s; looked at every third of a second.
    for (const [i, due] of [60, 75, 90, 105].entries()) {
      expect(times[i + 1]).toBeGreaterThanOrEqual(due);
      expect(times[i + 1]).toBeLessThan(due + 0.7);
    }
  });

  test('semantics B13: a server that is in use beyond its lifetime is closed when it is released, and waiters get a new one', () => {
    const { requests, slots } = run(
      { server_lifetime: 1, default_pool_size: 1 },
      { 'run.users': 2, 'endpoints.Page': page([hold(1500)]), 'postgres.auth_ms': 100 },
    );
    expect(requests.map((line) => line.split(' ').at(-1))).toEqual(['0-1600', '0-3200']);
    expect(slots.slice(0, 2)).toEqual(['0 1', '1600 1']);
  });

  test('semantics B5: min_pool_size is filled by one server in each pass of the maintenance once a client is there', () => {
    const { slots } = run({ min_pool_size: 4 }, { 'run.users': 1 });
    expect(slots).toEqual(['0 1', '333.333 2', '666.667 3', '1000 4']);
  });

  test('semantics B5: the last min_pool_size servers are not closed for being idle', () => {
    const { slots } = run(
      { min_pool_size: 2, server_idle_timeout: 10 },
      { 'run.users': 4, 'run.run_time_s': 60 },
    );
    expect(slots).toEqual(['0 4', '10333.333 2']);
  });

  test('semantics B7: max_db_connections and max_user_connections cap the servers, reserve included', () => {
    const most = (caps: Partial<PgBouncer>): number =>
      run(
        { default_pool_size: 5, reserve_pool_size: 5, reserve_pool_timeout: 0.1, ...caps },
        { 'run.users': 20, 'endpoints.Page': page([hold(1000)]) },
      ).mostSlots;
    expect(most({})).toBe(10);
    expect(most({ max_db_connections: 7 })).toBe(7);
    expect(most({ max_user_connections: 3 })).toBe(3);
    expect(most({ max_user_connections: 6, max_db_connections: 4 })).toBe(4);
  });

  test('semantics B13, B15: a login that takes longer than server_connect_timeout is given up and tried again, its clients wait', () => {
    // Authentication needs 5 s of CPU on one core.
    const { requests, errors, slots } = run(
      { server_connect_timeout: 2, server_login_retry: 15, query_wait_timeout: 20 },
      { 'postgres.auth_ms': 5000, 'run.run_time_s': 60 },
    );
    expect(slots.slice(0, 4)).toEqual(['0 1', '2000 0', '15000 1', '17000 0']);
    expect(errors).toEqual(['20333.333 query_wait_timeout']);
    expect(requests).toEqual(['0 Page 500 0-20333.333']);
  });

  test('semantics B16: who is logged in learns the cached error of the failed login', () => {
    const text = (failure: number): string => failureKinds[cachedByPgBouncer(failure)]!.text;
    expect(text(SLOTS_EXHAUSTED)).toMatch(/cached error: sorry, too many clients already/);
    expect(text(SLOTS_RESERVED)).toMatch(/cached error: remaining connection slots are reserved/);
    expect(text(SERVER_CONNECT_TIMEOUT)).toMatch(/cached error: connect timeout/);
  });

  test('semantics B24: PostgreSQL sees the sum of the pools of all PgBouncer processes, and what bypasses them', () => {
    const { mostSlots, requests } = run(
      { replicas: 3, default_pool_size: 2 },
      { 'run.users': 12, 'postgres.slots_taken_before': 5 },
    );
    expect(mostSlots).toBe(5 + 3 * 2);
    expect(requests.at(-1)).toMatch(/0-200$/);
  });

  test('semantics B24: each PgBouncer process counts its own clients to max_client_conn', () => {
    const refused = (replicas: number): number =>
      run({ replicas, max_client_conn: 4 }, { 'run.users': 12 }).errors.length;
    expect(refused(1)).toBe(8);
    expect(refused(2)).toBe(4);
    expect(refused(3)).toBe(0);
  });

  test('semantics M11: max_client_conn counts the admin console', () => {
    const { requests } = run({ max_client_conn: 4, admin_clients: 1 }, { 'run.users': 4 });
    expect(requests.filter((line) => line.includes(' 500 '))).toHaveLength(1);
  });

  test('semantics B1: statement pooling serves autocommit and closes the server of a transaction block', () => {
    const { requests } = run(
      { pool_mode: 'statement', default_pool_size: 1 },
      { 'run.users': 2, 'endpoints.Page': page([hold(100), hold(100)]) },
    );
    expect(requests.map((line) => line.split(' ').at(-1))).toEqual(['0-300', '0-400']);
    const { errors, slots } = run(
      { pool_mode: 'statement' },
      { 'endpoints.Page': page([{ transaction: [hold(100)] }]) },
    );
    expect(errors).toEqual(['0 transaction blocks not allowed in statement pooling mode']);
    expect(slots).toEqual(['0 0']);
  });
});
