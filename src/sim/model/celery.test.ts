import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';
import type { Celery } from './scenario/celery.ts';
import type { EndpointStep } from './scenario/endpoints.ts';
import type { Settings } from './settings.ts';

const mail: readonly EndpointStep[] = [hold(1000)];

/** Users that hand over one task of 1 s each, at 0 s. */
function offloading(users: number, fields: Partial<Celery> = {}, settings: Settings = {}) {
  return tinyScenario({
    'run.users': users,
    'run.run_time_s': 30,
    'endpoints.Page': page([{ task: 'mail' }]),
    celery: {
      workers: 1,
      concurrency: 2,
      worker_prefetch_multiplier: 4,
      CELERY_DB_REUSE_MAX: null,
      cpu_cores: 4,
      enqueue_python_ms: 0,
      broker_round_trip_ms: 0,
      tasks: { mail: { steps: mail } },
      ...fields,
    },
    ...settings,
  });
}

const ends = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('Celery', () => {
  test('semantics E5: delay() costs Python and an answer of the broker, and the request does not wait for the task', () => {
    const { requests } = record(offloading(1, { enqueue_python_ms: 2, broker_round_trip_ms: 1 }));
    expect(ends(requests)).toEqual(['200 0-3']);
  });

  test('semantics E5: as many tasks run at once as there are children, the others wait first come first served', () => {
    const { summary, slots } = record(offloading(5));
    // Two at 0, two at 1 s, one at 2 s: waits of 0, 0, 1, 1 and 2 s.
    expect(summary.celery).toEqual({
      enqueued: 5,
      finished: 5,
      failed: 0,
      mostWaiting: 3,
      meanWaitS: 0.8,
      waiting: 0,
      oldestWaitS: 0,
    });
    expect(slots.at(-1)).toBe('3000 0');
  });

  test('semantics E7: each child has a connection of its own, closed after each task unless CELERY_DB_REUSE_MAX says how many', () => {
    const closing = record(offloading(4));
    expect(closing.slots).toEqual(['0 2', '1000 2', '2000 0']);
    const fork = { 'postgres.fork_ms': 100, 'postgres.cpu_cores': 4 };
    expect(record(offloading(4, {}, fork)).slots.at(-1)).toBe('2200 0');
    expect(record(offloading(4, { CELERY_DB_REUSE_MAX: 2 }, fork)).slots.at(-1)).toBe('2100 0');
  });

  test('semantics E7: its connections count among the slots', () => {
    const { errors, summary } = record(
      offloading(
        4,
        { concurrency: 4 },
        {
          'postgres.max_connections': 3,
          'postgres.superuser_reserved_connections': 0,
        },
      ),
    );
    expect(errors.map((line) => line.slice(2))).toEqual(['sorry, too many clients already']);
    expect(summary.celery).toMatchObject({ finished: 4, failed: 1 });
    expect(summary.aggregated.failures).toBe(0);
  });

  test('semantics E6: a backlog grows by what arrives beyond the capacity, and its age tells', () => {
    const { summary } = record(
      offloading(
        1,
        {},
        {
          'run.run_time_s': 20.05,
          'workload.user_classes.0.wait_time': { constant: 0.25 },
        },
      ),
    );
    // Four a second for two children of one a second each.
    const { enqueued, finished, waiting, oldestWaitS } = summary.celery!;
    expect(enqueued).toBe(81);
    expect(finished).toBe(39);
    expect(waiting).toBe(enqueued - finished - 2);
    expect(oldestWaitS).toBeCloseTo(20.05 - 41 * 0.25, 6);
  });

  test('semantics E5: a task that is reserved waits behind a slow one, though another worker is idle', () => {
    const steps = (worker_prefetch_multiplier: number): Settings => ({
      'endpoints.Page': page([{ task: 'slow' }, { task: 'quick' }, { task: 'quick' }]),
      celery: {
        ...offloading(1).celery!,
        workers: 2,
        concurrency: 1,
        worker_prefetch_multiplier,
        tasks: { slow: { steps: [hold(10_000)] }, quick: { steps: [hold(100)] } },
      },
    });
    // Slow goes to the first worker, quick to the second, the other quick in turn to the first one's reserve.
    const fair = record(offloading(1, {}, steps(1))).summary.celery!;
    expect(fair.meanWaitS).toBeCloseTo(10 / 3, 6);
  });

  test('semantics E6: with the broker down delay() tries again and then fails the request', () => {
    const { requests, errors, summary } = record(
      offloading(1, {}, { faults: [{ kind: 'redis_down', at_s: 0, for_s: 5 }] }),
    );
    expect(ends(requests)).toEqual(['500 0-600']);
    expect(errors[0]).toMatch(/^600 ConnectionError/);
    expect(summary.celery!.enqueued).toBe(0);
  });

  test('semantics E7: what is offloaded takes its CPU along, on the cores that Celery shares', () => {
    const hashing = (cpu_cores: number | null): string[] =>
      ends(
        record(
          offloading(
            2,
            { cpu_cores, tasks: { mail: { steps: [{ python_ms: 300 }] } } },
            {
              'web.cpu_cores': 1,
              'django.password_hash_ms': 100,
              'endpoints.Page': page([{ task: 'mail' }, { hash: 1 }]),
            },
          ),
        ).requests,
      );
    expect(hashing(4)).toEqual(['200 0-200', '200 0-200']);
    // Two hashes and two tasks share one core.
    expect(hashing(null)).toEqual(['200 0-400', '200 0-400']);
  });

  test('semantics E7: an offloaded call is a task of Celery, and without Celery it is gone', () => {
    const hibp = {
      latency: 2000,
      timeout_s: 5,
      fail_open: false,
      cache_hit_ratio: 0,
      cache: null,
      mode: 'offloaded',
      python_ms: 0,
    };
    const offloaded = {
      'endpoints.Page': page([{ external: 'hibp' }, hold(100)]),
      'externals.hibp': hibp,
    };
    const { requests, summary } = record(offloading(3, {}, offloaded));
    expect(ends(requests)).toEqual(['200 0-100', '200 0-100', '200 0-100']);
    expect(summary.celery).toMatchObject({ enqueued: 3, finished: 3, mostWaiting: 1 });
    const failing = { ...offloaded, 'externals.hibp': { ...hibp, timeout_s: 1 } };
    expect(record(offloading(3, {}, failing)).summary.celery).toMatchObject({ failed: 3 });
    const without = record(offloading(3, {}, { ...offloaded, celery: null }));
    expect(ends(without.requests)).toEqual(['200 0-100', '200 0-100', '200 0-100']);
    expect(without.summary.celery).toBeNull();
  });
});
