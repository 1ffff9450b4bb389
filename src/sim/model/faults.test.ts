import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';
import type { Settings } from './settings.ts';

/** One user that asks for a page of 100 ms every second, while a fault lasts from 2.5 to 4.5 s. */
function visits(fault: object, settings: Settings = {}) {
  return tinyScenario({
    'run.run_time_s': 6.5,
    'workload.user_classes.0.wait_time': { constant_pacing: 1 },
    faults: [{ at_s: 2.5, for_s: 2, ...fault }],
    ...settings,
  });
}

const lines = (fault: object, settings: Settings = {}): string[] =>
  record(visits(fault, settings)).requests.map((line) => line.split(' ').slice(2).join(' '));

describe('faults', () => {
  test('redis_down fails what needs Redis with 500, unless it ignores exceptions', () => {
    const down = (ignore_exceptions: boolean): string[] =>
      lines(
        { kind: 'redis_down' },
        {
          redis: { round_trip_ms: 0, python_ms: 0, ignore_exceptions },
          'endpoints.Page': page([
            { cached: { keys: 1, ttl_s: 300, hit_ratio: null, steps: [hold(100)] } },
          ]),
        },
      );
    expect(down(false)).toEqual([
      '200 0-100',
      '200 1000-1000',
      '200 2000-2000',
      '500 3000-3000',
      '500 4000-4000',
      '200 5000-5000',
      '200 6000-6000',
    ]);
    expect(down(true).slice(2, 6)).toEqual([
      '200 2000-2000',
      '200 3000-3100',
      '200 4000-4100',
      '200 5000-5000',
    ]);
  });

  test('external_slow multiplies the latency, up to the timeout; overlapping ones multiply', () => {
    const external = {
      'endpoints.Page': page([{ external: 'hibp' }]),
      'externals.hibp': {
        latency: 100,
        timeout_s: 0.35,
        fail_open: true,
        cache_hit_ratio: 0,
        cache: null,
        mode: 'inline',
        python_ms: 0,
      },
    };
    const slow = { kind: 'external_slow', external: 'hibp' };
    expect(lines({ ...slow, factor: 3 }, external).slice(2, 6)).toEqual([
      '200 2000-2100',
      '200 3000-3300',
      '200 4000-4300',
      '200 5000-5100',
    ]);
    const twice = {
      ...external,
      faults: [
        { at_s: 2.5, for_s: 2, ...slow, factor: 2 },
        { at_s: 3.5, for_s: 2, ...slow, factor: 1.5 },
      ],
    };
    expect(lines({}, twice).slice(3, 7)).toEqual([
      '200 3000-3200',
      '200 4000-4300',
      '200 5000-5150',
      '200 6000-6100',
    ]);
  });

  test('network_latency adds to each way of the clients, or to each round trip to the database', () => {
    const latency = { kind: 'network_latency', added_ms: 50 };
    expect(lines({ ...latency, path: 'clients' }).slice(2, 6)).toEqual([
      '200 2000-2100',
      '200 3000-3200',
      '200 4000-4200',
      '200 5000-5100',
    ]);
    const connecting = { 'django.CONN_MAX_AGE': 0, 'postgres.connect_round_trips': 3 };
    expect(lines({ ...latency, path: 'database' }, connecting).slice(2, 6)).toEqual([
      '200 2000-2100',
      '200 3000-3300',
      '200 4000-4300',
      '200 5000-5100',
    ]);
  });

  const lost = { kind: 'web_replica_lost', replica: 0 };

  test('web_replica_lost resets what the machine works on, and nobody is there until it is back', () => {
    const { requests, errors, slots } = record(
      visits(lost, { 'endpoints.Page': page([hold(700)]), 'web.worker_boot_s': 0.25 }),
    );
    expect(requests.map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      '200 0-700',
      '200 1000-1700',
      '0 2000-2500',
      '0 3000-3000',
      '0 4000-4000',
      '200 5000-5700',
    ]);
    expect(errors[0]).toBe('2500 connection reset: the web server process ended');
    expect(errors[1]).toMatch(/^3000 no web server is up/);
    // The backend goes on with its statement and finds its client gone at the end of it.
    expect(slots).toEqual(['0 1', '2700 0', '5000 1']);
  });

  test.each(['sync', 'gthread', 'gevent', 'runserver', 'uvicorn'])(
    'web_replica_lost ends the requests that wait in %s, too, and it serves again afterwards',
    (kind) => {
      const server = kind === 'runserver' || kind === 'uvicorn' ? kind : 'gunicorn';
      const { requests, summary } = record(
        visits(lost, {
          'web.server': server,
          'web.worker_class': server === 'gunicorn' ? kind : 'sync',
          'web.threads': 1,
          'web.workers': 2,
          'web.worker_connections': 3,
          'web.worker_boot_s': 0.5,
          'run.users': 20,
          'endpoints.Page': page([hold(600)]),
          'workload.user_classes.0.wait_time': { constant: 0.5 },
          'run.run_time_s': 20,
        }),
      );
      const at = (from: number, to: number, status: number): number =>
        requests.filter((line) => {
          const [, , found, times] = line.split(' ');
          const end = Number(times!.split('-')[1]);
          return Number(found) === status && end >= from && end < to;
        }).length;
      expect(at(2500, 2501, 0)).toBeGreaterThan(0);
      expect(at(2501, 4500, 200)).toBe(0);
      expect(at(5000, 20_000, 200)).toBeGreaterThan(10);
      expect(at(4501, 20_000, 0)).toBe(0);
      const { requests: all, unfinished, failures } = summary.aggregated;
      expect(all).toBe(requests.length);
      expect(unfinished).toBeLessThanOrEqual(20);
      expect(failures).toBeGreaterThanOrEqual(20);
    },
  );

  test('the balancer leaves a lost replica out, and answers 502 for what it worked on', () => {
    const { requests } = record(
      visits(lost, {
        'web.replicas': 2,
        'run.users': 2,
        'endpoints.Page': page([hold(700)]),
      }),
    );
    const late = requests.map((line) => line.split(' ').slice(2).join(' ')).slice(4);
    expect(late.slice(0, 4)).toEqual([
      '502 2000-2500',
      '200 2000-2700',
      '200 3000-3700',
      '200 3000-3700',
    ]);
    expect(late.filter((line) => !line.startsWith('200'))).toHaveLength(1);
  });
});
