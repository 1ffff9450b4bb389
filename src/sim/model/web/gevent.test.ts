import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../../testing.ts';
import type { Settings } from '../settings.ts';

function gevent(settings: Settings = {}) {
  return tinyScenario({ 'web.worker_class': 'gevent', 'web.threads': 1, ...settings });
}

const ends = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('gunicorn gevent', () => {
  test('semantics D7: hashes of one worker are serial, while other workers have cores of their own', () => {
    const hashing = {
      'run.users': 3,
      'django.password_hash_ms': 100,
      'endpoints.Page': page([{ hash: 1 }]),
    };
    expect(ends(record(gevent(hashing)).requests)).toEqual(['200 0-100', '200 0-200', '200 0-300']);
    const threads = record(tinyScenario(hashing));
    expect(ends(threads.requests)).toEqual(['200 0-100', '200 0-100', '200 0-100']);
    // Three users on many workers: each finds one of its own.
    const many = record(gevent({ ...hashing, 'web.workers': 1000 }));
    expect(ends(many.requests)).toEqual(['200 0-100', '200 0-100', '200 0-100']);
  });

  test('semantics D7: nobody takes the thread away from a greenlet that computes', () => {
    const { requests } = record(
      gevent({ 'run.users': 2, 'endpoints.Page': page([{ python_ms: 100 }]) }),
    );
    expect(ends(requests)).toEqual(['200 0-100', '200 0-200']);
  });

  test('semantics D7: waits of greenlets overlap, up to worker_connections', () => {
    const { requests, mostSlots } = record(
      gevent({
        'run.users': 3,
        'web.worker_connections': 2,
        'workload.keep_alive': false,
        'endpoints.Page': page([hold(100)]),
      }),
    );
    expect(ends(requests)).toEqual(['200 0-100', '200 0-100', '200 0-200']);
    expect(mostSlots).toBe(3);
  });

  test('semantics C12: a greenlet leaves its connection behind when its client hangs up', () => {
    const closing = { 'run.users': 4, 'run.spawn_rate': 1, 'workload.keep_alive': false };
    expect(record(gevent(closing)).mostSlots).toBe(4);
    expect(record(gevent({ ...closing, 'django.CONN_MAX_AGE': 0 })).mostSlots).toBe(1);
    expect(record(gevent({ ...closing, 'web.requests_per_gc': 2 })).mostSlots).toBe(3);
  });

  test('semantics C12: a kept client keeps its greenlet and its connection', () => {
    const { slots } = record(
      gevent({ 'workload.user_classes.0.wait_time': { constant: 1 }, 'run.run_time_s': 10 }),
    );
    expect(slots).toEqual(['0 1']);
  });
});
