import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';
import type { Cached, EndpointStep } from './scenario/endpoints.ts';
import type { Settings } from './settings.ts';
import { parseRate } from './throttles.ts';

/** One user that asks for a page of 100 ms every second. */
function visits(settings: Settings = {}) {
  return tinyScenario({
    'run.run_time_s': 9.5,
    'workload.user_classes.0.wait_time': { constant_pacing: 1 },
    ...settings,
  });
}

/** Status of each request. */
const statuses = (settings: Settings): string =>
  record(visits(settings))
    .requests.map((line) => line.split(' ')[2])
    .join(' ');
const ends = (settings: Settings): string[] =>
  record(visits(settings)).requests.map((line) => line.split(' ').slice(2).join(' '));

const throttle = (rate: string, fields: object = {}) => ({
  'django.throttles': [{ rate, scope: 'anon', endpoints: null, status: 429, ...fields }],
});
const redis = { round_trip_ms: 10, python_ms: 1, ignore_exceptions: false };

describe('throttles', () => {
  test('semantics C26: a rate is requests per second, minute, hour or day', () => {
    expect(parseRate('1000/hour')).toEqual({ requests: 1000, seconds: 3600 });
    expect(parseRate('5/m')).toEqual({ requests: 5, seconds: 60 });
    expect(parseRate('2/sec').seconds).toBe(1);
    expect(parseRate('3/day').seconds).toBe(86_400);
  });

  test('semantics C26: what exceeds the rate gets 429, and a request that is turned away does not count', () => {
    // Ten requests at 0, 1, ... 9 s.
    expect(statuses(throttle('3/m'))).toBe('200 200 200 429 429 429 429 429 429 429');
    const { summary } = record(visits(throttle('3/m')));
    expect(summary.aggregated.failuresByCause.throttled).toBe(7);
  });

  test('semantics C26: the window slides', () => {
    const half = { ...throttle('2/m'), 'run.run_time_s': 125 };
    const allowed = ends({ ...half, 'workload.user_classes.0.wait_time': { constant_pacing: 20 } });
    expect(allowed.map((line) => line.slice(0, 3)).join(' ')).toBe('200 200 429 200 200 429 200');
  });

  test('semantics C26: a rate per address hits all users of a load test, which have one', () => {
    const failed = (settings: Settings): number =>
      record(visits({ 'run.users': 10, 'run.run_time_s': 0.5, ...settings })).summary.aggregated
        .failures;
    expect(failed(throttle('4/m'))).toBe(6);
    expect(failed({ ...throttle('4/m'), 'workload.client_addresses': 2 })).toBe(2);
    expect(failed({ ...throttle('4/m'), 'workload.client_addresses': 10 })).toBe(0);
  });

  test('semantics C26: anon lets users with a token through, user counts them one by one', () => {
    const settings = (scope: string): Settings => ({
      ...throttle('1/m', { scope, endpoints: ['Page'] }),
      'endpoints.Login': page([hold(10)], { grants_token: true }),
      'workload.user_classes.0.on_start': [{ request: 'Login', when: 'always' }],
      'run.users': 3,
      'run.run_time_s': 2.5,
    });
    const seen = (scope: string): string[] =>
      record(visits(settings(scope)))
        .requests.filter((line) => line.includes('Page'))
        .map((line) => line.split(' ')[2]!);
    expect(seen('anon').every((status) => status === '200')).toBe(true);
    expect(seen('user').filter((status) => status === '200')).toHaveLength(3);
    expect(seen('user').filter((status) => status === '429').length).toBeGreaterThan(2);
  });

  test('semantics C25: who has no token gets 401 and is never throttled', () => {
    const closed = page([hold(100)], { token_required: { status: 401, python_ms: 5 } });
    expect(statuses({ ...throttle('1/m'), 'endpoints.Page': closed })).toBe(
      Array<string>(10).fill('401').join(' '),
    );
  });

  test('semantics C26, E8: each check reads and writes the cache, in Redis over the network', () => {
    expect(ends({ ...throttle('1/m'), redis }).slice(0, 2)).toEqual(['200 0-122', '429 1000-1022']);
    expect(ends(throttle('1/m')).slice(0, 2)).toEqual(['200 0-100', '429 1000-1000']);
  });

  test('semantics C26: without Redis each process counts for itself', () => {
    const allowed = (settings: Settings): number =>
      record(
        visits({
          ...throttle('2/m'),
          'web.worker_class': 'sync',
          'web.threads': 1,
          'web.workers': 4,
          'run.users': 40,
          'run.run_time_s': 1,
          ...settings,
        }),
      ).requests.filter((line) => line.includes(' 200 ')).length;
    expect(allowed({ redis: { ...redis, round_trip_ms: 0, python_ms: 0 } })).toBe(2);
    expect(allowed({})).toBe(8);
  });
});

describe('lockout', () => {
  const wrong: readonly EndpointStep[] = [
    {
      check_password: {
        unknown_user_share: 0,
        wrong_password_share: 1,
        hash_for_unknown_user: true,
        failure_status: 400,
      },
    },
  ];
  const login = (fields: object = {}): Settings => ({
    'endpoints.Page': page(wrong),
    'django.password_hash_ms': 100,
    'django.lockout': { failure_limit: 3, cooloff_s: null, per: 'ip', status: 429, ...fields },
  });

  test('semantics C27: after three failed logins an address is refused, without a hash', () => {
    const lines = ends(login());
    expect(lines.map((line) => line.slice(0, 3)).join(' ')).toBe(
      '400 400 429 429 429 429 429 429 429 429',
    );
    // 0.2 ms for the look-up, 100 for the hash, 0.2 for the note of the failure.
    expect(lines.slice(2, 4)).toEqual(['429 2000-2100.4', '429 3000-3000.2']);
  });

  test('semantics C27: old versions answer 403, and a cool-off lets users try again', () => {
    const lines = ends(login({ status: 403, cooloff_s: 3.5 }));
    expect(lines.map((line) => line.slice(0, 3)).join(' ')).toBe(
      '400 400 403 403 403 403 400 400 403 403',
    );
  });

  test('semantics C27: by user it leaves the others alone', () => {
    const statusesOf = (per: string): string[] =>
      record(visits({ ...login({ per }), 'run.users': 2, 'run.run_time_s': 1.5 })).requests.map(
        (line) => line.split(' ')[2]!,
      );
    expect(statusesOf('user')).toEqual(['400', '400', '400', '400']);
    expect(statusesOf('ip').filter((status) => status === '429')).toHaveLength(2);
  });

  test('a lockout within ATOMIC_REQUESTS ends the transaction', () => {
    const lines = ends({ ...login(), 'django.ATOMIC_REQUESTS': true, 'run.run_time_s': 4.5 });
    expect(lines.map((line) => line.slice(0, 3)).join(' ')).toBe('400 400 429 429 429');
  });
});

describe('cache', () => {
  const cached = (fields: Partial<Cached> = {}): Settings => ({
    'endpoints.Page': page([
      { cached: { keys: 1, ttl_s: 300, hit_ratio: null, steps: [hold(100)], ...fields } },
    ]),
  });

  test('an answer is computed once and found until its time is over', () => {
    expect(ends(cached({ ttl_s: 2.5 })).slice(0, 5)).toEqual([
      '200 0-100',
      '200 1000-1000',
      '200 2000-2000',
      '200 3000-3100',
      '200 4000-4000',
    ]);
  });

  test('with a hit ratio so many find an answer', () => {
    const { requests } = record(
      visits({ ...cached({ hit_ratio: 0.8 }), 'run.users': 50, 'run.run_time_s': 20 }),
    );
    const hits = requests.filter((line) => {
      const [start, end] = line.split(' ').at(-1)!.split('-').map(Number);
      return end! - start! < 50;
    }).length;
    const share = hits / requests.length;
    expect(Math.abs(share - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / requests.length));
  });

  test('semantics E8: Redis costs a round trip to read and one to store, a hit saves the queries only', () => {
    expect(ends({ ...cached(), redis }).slice(0, 2)).toEqual(['200 0-122', '200 1000-1011']);
  });

  test('without Redis each process has a cache of its own, that ends with it', () => {
    const computed = (settings: Settings): number =>
      ends({
        ...cached(),
        'web.worker_class': 'sync',
        'web.threads': 1,
        ...settings,
      }).filter((line) => !line.endsWith('000') && line !== '200 0-0').length;
    expect(computed({})).toBe(1);
    expect(computed({ 'web.max_requests': 2 })).toBe(5);
    expect(
      computed({ 'web.max_requests': 2, redis: { ...redis, round_trip_ms: 0, python_ms: 0 } }),
    ).toBe(1);
  });
});

describe('calls to other services', () => {
  const hibp = {
    latency: 150,
    timeout_s: 5,
    fail_open: true,
    cache_hit_ratio: 0,
    cache: null,
    mode: 'inline',
    python_ms: 0,
  };
  const calling = (fields: object, settings: Settings = {}): Settings => ({
    'endpoints.Page': page([hold(10), { external: 'hibp' }]),
    'externals.hibp': { ...hibp, ...fields },
    ...settings,
  });

  test('semantics E2: a call that takes too long ends after the timeout, and fail-open goes on', () => {
    expect(ends(calling({}))[0]).toBe('200 0-160');
    expect(ends(calling({ timeout_s: 0.1 }))[0]).toBe('200 0-110');
    expect(ends(calling({ timeout_s: 0.1, fail_open: false }))[0]).toBe('503 0-110');
  });

  test('semantics E3: it holds the thread and the idle connection, not the interpreter', () => {
    const both = { 'run.users': 2, 'run.run_time_s': 1, 'django.CONN_MAX_AGE': 0 };
    expect(ends(calling({}, { ...both, 'web.threads': 1 }))).toEqual(['200 0-160', '200 0-320']);
    const { slots } = record(
      visits(calling({}, { 'run.run_time_s': 0.9, 'django.CONN_MAX_AGE': 0 })),
    );
    expect(slots).toEqual(['0 1', '160 0']);
    expect(ends(calling({}, both))).toEqual(['200 0-160', '200 0-160']);
  });

  test('semantics E1, E4: random passwords share a prefix of 16^5 next to never, one password always does', () => {
    const calls = (keys: number): number => {
      const { requests } = record(
        visits(
          calling(
            { cache: { keys, ttl_s: 86_400, hit_ratio: null } },
            { 'run.users': 50, 'run.run_time_s': 20 },
          ),
        ),
      );
      const hits = requests.filter((line) => {
        const [start, end] = line.split(' ').at(-1)!.split('-').map(Number);
        return end! - start! < 100;
      }).length;
      return hits / requests.length;
    };
    // 1,000 calls: each meets one of at most 1,000 prefixes of 1,048,576.
    expect(calls(1_048_576)).toBeLessThan(0.005);
    expect(calls(1)).toBeGreaterThan(0.9);
  });
});
