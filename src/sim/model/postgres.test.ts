import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';

const SORRY = 'sorry, too many clients already';
const RESERVED = 'remaining connection slots are reserved for roles with the SUPERUSER attribute';

const statuses = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ')[2]!);

describe('slots of PostgreSQL', () => {
  test('semantics A3: an ordinary role may fill all slots but the reserved ones, a superuser all', () => {
    const settings = {
      'run.users': 12,
      'postgres.max_connections': 10,
      'postgres.superuser_reserved_connections': 3,
      'postgres.reserved_connections': 2,
    };
    const served = (role: string): number =>
      statuses(record(tinyScenario({ ...settings, 'postgres.role': role })).requests).filter(
        (status) => status === '200',
      ).length;
    expect(served('ordinary')).toBe(5);
    expect(served('superuser')).toBe(10);
  });

  test('semantics A4: without any free slot the text is "sorry", with a reserved one free it names the reservation', () => {
    const taken = (slots: number) =>
      record(
        tinyScenario({
          'postgres.role': 'ordinary',
          'postgres.max_connections': 10,
          'postgres.slots_taken_before': slots,
        }),
      );
    expect(taken(10).errors).toEqual([`0 ${SORRY}`]);
    expect(taken(9).errors).toEqual([`0 ${RESERVED}`]);
    expect(taken(7).errors).toEqual([`0 ${RESERVED}`]);
    expect(taken(6).errors).toEqual([]);
    expect(taken(6).requests).toEqual(['0 Page 200 0-100']);
  });

  test('semantics A1, A8: max_connections counts all client backends, of the application and of others, superuser or not', () => {
    const { mostSlots, errors } = record(
      tinyScenario({
        'run.users': 8,
        'postgres.max_connections': 10,
        'postgres.slots_taken_before': 4,
      }),
    );
    expect(mostSlots).toBe(10);
    expect(errors).toEqual([`0 ${SORRY}`, `0 ${SORRY}`]);
  });

  test('semantics A2: both kinds of reserved slots are carved out of max_connections', () => {
    const limit = (settings: object): number =>
      record(tinyScenario({ 'postgres.role': 'ordinary', ...settings })).summary.connections.limit;
    expect(limit({})).toBe(97);
    expect(limit({ 'postgres.reserved_connections': 10 })).toBe(87);
    expect(limit({ 'postgres.superuser_reserved_connections': 0 })).toBe(100);
    expect(limit({ 'postgres.role': 'superuser' })).toBe(100);
  });

  test('semantics A4: CONNECTION LIMIT refuses after authentication, with a text of its own, whatever slots are free', () => {
    const limited = (settings: object) =>
      record(
        tinyScenario({
          'run.users': 3,
          'postgres.role': 'ordinary',
          'postgres.auth_ms': 10,
          ...settings,
        }),
      );
    const role = limited({ 'postgres.role_connection_limit': 2 });
    expect(role.errors).toEqual(['10 too many connections for role "app"']);
    expect(role.requests[0]).toMatch(/500 0-10$/);
    expect(role.summary.connections.limit).toBe(2);
    expect(limited({ 'postgres.database_connection_limit': 1 }).errors).toEqual([
      '10 too many connections for database "app"',
      '10 too many connections for database "app"',
    ]);
  });

  test('semantics A4: CONNECTION LIMIT is not enforced on superusers, and does not count what others hold', () => {
    const errors = (settings: object) =>
      record(tinyScenario({ 'run.users': 3, 'postgres.role_connection_limit': 3, ...settings }))
        .errors;
    expect(errors({ 'run.users': 9 })).toEqual([]);
    expect(errors({ 'postgres.role': 'ordinary', 'postgres.slots_taken_before': 50 })).toEqual([]);
  });

  test('semantics A4: a connection that ends makes room below CONNECTION LIMIT when its backend has exited', () => {
    const { requests } = record(
      tinyScenario({
        'run.users': 3,
        'run.spawn_rate': 1,
        'postgres.role': 'ordinary',
        'postgres.role_connection_limit': 1,
        'postgres.exit_ms': 1500,
        'django.CONN_MAX_AGE': 0,
      }),
    );
    expect(statuses(requests)).toEqual(['200', '500', '200']);
  });

  test('semantics A7: the limit of the superuser of a container is 100, and its only refusal is "sorry"', () => {
    const { errors } = record(
      tinyScenario({ 'run.users': 103, 'run.run_time_s': 10, 'postgres.auth_ms': 0 }),
    );
    expect(errors).toEqual([`0 ${SORRY}`, `0 ${SORRY}`, `0 ${SORRY}`]);
  });

  test('semantics A5: "sorry" costs the fork, the reservation shows only after authentication', () => {
    const refused = (slots: number): readonly string[] =>
      record(
        tinyScenario({
          'postgres.role': 'ordinary',
          'postgres.max_connections': 10,
          'postgres.slots_taken_before': slots,
          'postgres.fork_ms': 2,
          'postgres.auth_ms': 10,
          'django.connect_cpu_ms': 5,
        }),
      ).requests;
    expect(refused(10)).toEqual(['0 Page 500 0-2']);
    expect(refused(9)).toEqual(['0 Page 500 0-17']);
  });

  test('semantics A6: a backend that is about to be refused holds a slot, so that others read "sorry"', () => {
    // The only slot for ordinary roles is taken; user 0 takes the reserved one until it is refused; user 1 finds none.
    const { errors, slots } = record(
      tinyScenario({
        'run.users': 2,
        'postgres.role': 'ordinary',
        'postgres.max_connections': 2,
        'postgres.superuser_reserved_connections': 1,
        'postgres.slots_taken_before': 1,
        'postgres.auth_ms': 10,
      }),
    );
    expect(errors).toEqual([`0 ${SORRY}`, `10 ${RESERVED}`]);
    expect(slots).toEqual(['0 2', '10 1']);
  });

  test('semantics A6: two that authenticate at once can refuse one another the last slot', () => {
    const { errors } = record(
      tinyScenario({
        'run.users': 2,
        'postgres.role': 'ordinary',
        'postgres.max_connections': 2,
        'postgres.superuser_reserved_connections': 1,
        'postgres.auth_ms': 10,
      }),
    );
    expect(errors).toEqual([`10 ${RESERVED}`, `10 ${RESERVED}`]);
  });

  test('semantics M5: a storm of logins shows both texts for one cause, and all slots taken', () => {
    // 40 ask at once for the 17 slots of an ordinary role; all 20 are taken while they authenticate.
    const { errors, mostSlots, requests } = record(
      tinyScenario({
        'run.users': 40,
        'postgres.role': 'ordinary',
        'postgres.max_connections': 20,
        'postgres.auth_ms': 15,
        'web.cpu_cores': 2,
      }),
    );
    expect(mostSlots).toBe(20);
    const texts = errors.map((line) => line.split(' ').slice(1).join(' '));
    expect(new Set(texts)).toEqual(new Set([SORRY, RESERVED]));
    expect(statuses(requests).filter((status) => status === '200').length).toBeLessThanOrEqual(17);
  });

  test('semantics A9: there is no queue: who is refused has an error at once, though a slot comes free a moment later', () => {
    // One connection at a time; user 1 comes 1 ms before user 0 is done.
    const { requests } = record(
      tinyScenario({
        'run.users': 2,
        'run.spawn_rate': 1,
        'endpoints.Page': page([hold(1001)]),
        'django.CONN_MAX_AGE': 0,
        'postgres.max_connections': 1,
      }),
    );
    expect(requests).toEqual(['1 Page 500 1000-1000', '0 Page 200 0-1001']);
  });

  test('semantics A11: a slot is free when the backend has exited, some time after the close', () => {
    // User 0 closes at 500; the slot is free at 1200. User 1 comes at 1000, user 2 at 2000.
    const { requests, slots } = record(
      tinyScenario({
        'run.users': 3,
        'run.spawn_rate': 1,
        'run.run_time_s': 5,
        'endpoints.Page': page([hold(500)]),
        'django.CONN_MAX_AGE': 0,
        'postgres.max_connections': 1,
        'postgres.exit_ms': 700,
      }),
    );
    expect(requests).toEqual(['0 Page 200 0-500', '1 Page 500 1000-1000', '2 Page 200 2000-2500']);
    expect(slots).toEqual(['0 1', '1200 0', '2000 1', '3200 0']);
  });

  test('semantics A11: a backend in the middle of a query does not notice that its client was killed', () => {
    // gunicorn kills the worker at 2 s; the query goes on until 4 s, and so does the slot.
    const { requests, slots } = record(
      tinyScenario({
        'endpoints.Page': page([hold(4000)]),
        'web.worker_class': 'sync',
        'web.threads': 1,
        'web.timeout': 2,
      }),
    );
    expect(requests).toEqual(['0 Page 0 0-2000']);
    expect(slots).toEqual(['0 1', '4000 0']);
  });

  test('semantics A12, A13: a connect costs CPU on both sides and its round trips', () => {
    // Fork 1, client 3, authentication 4, five round trips of 2.
    const { requests } = record(
      tinyScenario({
        'postgres.fork_ms': 1,
        'django.connect_cpu_ms': 3,
        'postgres.auth_ms': 4,
        'postgres.round_trip_ms': 2,
        'postgres.connect_round_trips': 5,
      }),
    );
    // And one more round trip for the query itself.
    expect(requests).toEqual(['0 Page 200 0-120']);
  });

  test('semantics A12: TLS costs CPU before the slot is asked for, so that a refusal pays for it, too', () => {
    const time = (slots: number): string =>
      record(
        tinyScenario({
          'postgres.fork_ms': 1,
          'postgres.tls_ms': 2,
          'postgres.auth_ms': 4,
          'postgres.slots_taken_before': slots,
        }),
      ).requests[0]!;
    expect(time(0)).toBe('0 Page 200 0-107');
    expect(time(100)).toBe('0 Page 500 0-3');
  });

  test('semantics A14: who connects for each request gets through far fewer requests than who keeps the connection', () => {
    // Fork, client and authentication as on a quiet machine with four cores; 0.5 ms of CPU a request.
    const perSecond = (age: number | null): number =>
      record(
        tinyScenario({
          'run.users': 8,
          'run.run_time_s': 10,
          'workload.user_classes.0.wait_time': { constant: 0 },
          'endpoints.Page': page([hold(0, { server_ms: 0.25 })]),
          'web.cpu_cores': 4,
          'django.CONN_MAX_AGE': age,
          'django.connect_cpu_ms': 3,
          'postgres.fork_ms': 0.2,
          'postgres.auth_ms': 6,
        }),
      ).requests.length / 10;
    expect(perSecond(null)).toBeGreaterThan(15_000);
    expect(perSecond(0)).toBeLessThan(450);
  });

  test('semantics A16: past twice the cores each active backend costs a little of all work', () => {
    // Two cores, so that four are active without loss; 0.1 s of CPU each.
    const ends = (users: number, settings = {}): number =>
      Number(
        record(
          tinyScenario({
            'run.users': users,
            'endpoints.Page': page([hold(0, { server_ms: 100 })]),
            'postgres.cpu_cores': 2,
            'postgres.loss_past_knee': 0.25,
            ...settings,
          }),
        )
          .requests.at(-1)!
          .split('-')[1],
      );
    expect(ends(4)).toBe(200);
    expect(ends(8)).toBe(400 * (1 + 4 * 0.25));
    expect(ends(8, { 'postgres.active_knee': 6 })).toBe(400 * (1 + 2 * 0.25));
    expect(ends(8, { 'postgres.loss_past_knee': 0 })).toBe(400);
  });

  test('semantics A17: idle connections cost the active ones nothing', () => {
    const time = (idle: number): string =>
      record(
        tinyScenario({
          'endpoints.Page': page([hold(0, { server_ms: 100 })]),
          'postgres.cpu_cores': 1,
          'postgres.slots_taken_before': idle,
        }),
      ).requests[0]!;
    expect(time(85)).toBe(time(0));
  });

  test('semantics A18: a write waits for a flush, in a transaction only once, and a read never', () => {
    const time = (steps: Parameters<typeof page>[0]): string =>
      record(tinyScenario({ 'endpoints.Page': page(steps), 'postgres.commit_flush_ms': 7 }))
        .requests[0]!;
    const write = hold(10, { write: true });
    expect(time([hold(10), hold(10)])).toBe('0 Page 200 0-20');
    expect(time([write, write])).toBe('0 Page 200 0-34');
    expect(time([{ transaction: [write, write] }])).toBe('0 Page 200 0-27');
    expect(time([{ transaction: [hold(10), hold(10)] }])).toBe('0 Page 200 0-20');
  });

  test('semantics H5: slots that others hold at the start can come free during the run', () => {
    const { requests, slots } = record(
      tinyScenario({
        'run.users': 3,
        'run.spawn_rate': 1,
        'postgres.max_connections': 4,
        'postgres.slots_taken_before': 4,
        'postgres.slots_released_at_s': 1.5,
      }),
    );
    expect(statuses(requests)).toEqual(['500', '500', '200']);
    expect(slots).toEqual(['0 4', '1500 0', '2000 1']);
  });

  test('a database machine of its own has its own cores', () => {
    // Two queries of 100 ms CPU on one core beside a hash of 100 ms.
    const settings = {
      'run.users': 2,
      'endpoints.Page': page([hold(0, { server_ms: 100 })]),
      'web.cpu_cores': 2,
    };
    expect(record(tinyScenario(settings)).requests.map((line) => line.split(' ')[3])).toEqual([
      '0-100',
      '0-100',
    ]);
    expect(
      record(tinyScenario({ ...settings, 'postgres.cpu_cores': 1 })).requests.map(
        (line) => line.split(' ')[3],
      ),
    ).toEqual(['0-200', '0-200']);
  });
});
