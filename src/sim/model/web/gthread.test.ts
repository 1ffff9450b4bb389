import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../../testing.ts';
import { Machine } from '../machine.ts';
import type { Settings } from '../settings.ts';
import { REQUEST } from '../tasks.ts';
import { Gthread } from './gthread.ts';

function gthread(threads: number, settings: Settings = {}) {
  return tinyScenario({ 'web.threads': threads, ...settings });
}

const ends = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));
const failed = (requests: readonly string[]): string[] =>
  requests.filter((line) => !line.includes(' 200 '));
const oneSlot = {
  'postgres.max_connections': 1,
  'postgres.superuser_reserved_connections': 0,
};

describe('gunicorn gthread', () => {
  test('semantics D1: gunicorn runs sync with several threads as gthread', () => {
    const { requests } = record(gthread(2, { 'web.worker_class': 'sync', 'run.users': 3 }));
    expect(ends(requests)).toEqual(['200 0-100', '200 0-100', '200 0-200']);
  });

  test('semantics D4: requests wait inside the worker that accepted them, first come first served', () => {
    // Whichever of two workers accepts, nobody changes over to the other one that is idle.
    const { requests } = record(
      gthread(1, { 'web.workers': 2, 'run.users': 6, 'endpoints.Page': page([hold(100)]) }),
      3,
    );
    const last = Number(ends(requests).at(-1)!.split('-')[1]);
    const inOneWorker = last / 100;
    expect(inOneWorker).toBeGreaterThan(3);
    expect(requests).toHaveLength(6);
  });

  test('semantics D4: an idle keep-alive connection holds no thread', () => {
    const { requests } = record(
      gthread(1, { 'run.users': 2, 'run.spawn_rate': 1, 'run.run_time_s': 2 }),
    );
    expect(requests).toEqual(['0 Page 200 0-100', '1 Page 200 1000-1100']);
  });

  test('semantics D4: idle connections count among worker_connections until keepalive is over', () => {
    const { requests } = record(
      gthread(4, {
        'run.users': 3,
        'run.spawn_rate': 1,
        'web.worker_connections': 1,
        'web.keepalive': 5,
      }),
    );
    // Each connection is open for 0.1 + 5 s, and the next one is accepted when it closes.
    expect(requests).toEqual(['0 Page 200 0-100', '1 Page 200 1000-5200', '2 Page 200 2000-10300']);
  });

  test('semantics D4: a user that comes back within keepalive keeps its place', () => {
    const { requests } = record(
      gthread(4, {
        'run.users': 2,
        'run.spawn_rate': 1,
        'run.run_time_s': 6,
        'web.worker_connections': 1,
        'web.keepalive': 2,
        'workload.user_classes.0.wait_time': { constant: 1.5 },
      }),
    );
    expect(requests.map((line) => line[0])).toEqual(['0', '0', '0', '0']);
  });

  test('semantics D5: a slow request does not get its worker killed', () => {
    const { requests } = record(
      gthread(1, { 'web.timeout': 1, 'endpoints.Page': page([hold(40_000)]) }),
    );
    expect(requests).toEqual(['0 Page 200 0-40000']);
  });

  test('semantics D6: a worker at max_requests finishes what it has accepted and is replaced with its connections', () => {
    const { requests, slots } = record(
      gthread(2, {
        'run.users': 4,
        'run.run_time_s': 10,
        'web.max_requests': 1,
        'web.worker_boot_s': 2,
        'run.spawn_rate': 2,
        'endpoints.Page': page([hold(600)]),
      }),
    );
    // Two users at 0, two at 1 s. The worker ends at 0.6 s, its successor serves from 2.6 s.
    expect(ends(requests)).toEqual(['200 0-600', '200 0-600', '200 1000-3200', '200 1000-3200']);
    expect(slots).toEqual(['0 2', '600 0', '2600 2', '3200 0']);
  });

  test('semantics D6: a request longer than graceful_timeout is lost when its worker is replaced', () => {
    const { requests, errors } = record(
      tinyScenario({
        'run.users': 2,
        'web.max_requests': 1,
        'web.graceful_timeout': 1,
        'workload.user_classes': [
          {
            name: 'Short',
            weight: 1,
            wait_time: { constant: 1000 },
            on_start: [],
            tasks: [{ request: 'Page', when: 'always', weight: 1 }],
          },
          {
            name: 'Slow',
            weight: 1,
            wait_time: { constant: 1000 },
            on_start: [],
            tasks: [{ request: 'Report', when: 'always', weight: 1 }],
          },
        ],
        'endpoints.Report': page([hold(5000)]),
      }),
    );
    expect(ends(requests)).toEqual(['200 0-100', '0 0-1100']);
    expect(errors).toEqual(['1100 connection reset: the web server process ended']);
  });

  test('semantics C12, D9: 2 workers x 4 threads open 8 connections at most for 105 clients', () => {
    const { requests, mostSlots } = record(
      gthread(4, { 'web.workers': 2, 'run.users': 105, 'django.CONN_MAX_AGE': 600 }),
    );
    expect(failed(requests)).toEqual([]);
    expect(mostSlots).toBe(8);
  });

  test('semantics D10: nothing is connected before the first request', () => {
    const { slots } = record(gthread(4, { 'endpoints.Page': page([{ python_ms: 50 }, hold(10)]) }));
    expect(slots).toEqual(['0 0', '50 1']);
  });

  test('semantics M2: a thread is started only when none is idle, so connections are the most requests in flight', () => {
    const inTurn = record(gthread(200, { 'run.users': 5, 'run.spawn_rate': 1 }));
    expect(inTurn.mostSlots).toBe(1);
    const atOnce = record(gthread(200, { 'run.users': 5 }));
    expect(atOnce.slots).toEqual(['0 5']);
  });

  test('semantics M2: an idle thread takes the next request in its turn, and the one behind it loses its own', () => {
    const served: number[] = [];
    const machine = new Machine(tinyScenario(), 1);
    const worker = new Gthread(
      machine,
      {
        begin(task, thread) {
          machine.tasks.thread[task] = thread;
          served.push(thread);
        },
        threadEnded() {},
        processEnded() {},
        killRequests() {},
        draw: () => 0,
        dropSyn() {},
      },
      0,
      8,
    );
    const tasks = Array.from({ length: 8 }, () => machine.tasks.add(REQUEST));
    for (const task of tasks) worker.enter(task);
    for (const task of tasks) worker.leave(task);
    served.length = 0;
    for (const task of tasks) {
      worker.enter(task);
      worker.leave(task);
    }
    expect(served).toEqual([0, 2, 4, 6, 1, 3, 5, 7]);
  });

  test('semantics M1: a thread that was refused is idle again at once and takes the next request', () => {
    const { requests } = record(
      gthread(2, {
        ...oneSlot,
        'run.users': 2,
        'run.run_time_s': 0.95,
        'workload.user_classes.0.wait_time': { constant: 0.1 },
        'endpoints.Page': page([hold(1000)]),
      }),
    );
    // One connection is missing, and ten requests fail in the time of one that succeeds.
    expect(failed(requests)).toHaveLength(10);
    expect(new Set(requests.map((line) => line[0])).size).toBe(1);
  });

  test('semantics M3: after a moment with two requests in flight one at a time still fails, unless CONN_MAX_AGE is 0', () => {
    const spike = {
      ...oneSlot,
      'workload.user_classes': [
        {
          name: 'Often',
          weight: 1,
          wait_time: { constant: 0.5 },
          on_start: [],
          tasks: [{ request: 'Page', when: 'always', weight: 1 }],
        },
        {
          name: 'Once',
          weight: 1,
          wait_time: { constant: 1000 },
          on_start: [],
          tasks: [{ request: 'Page', when: 'always', weight: 1 }],
        },
      ],
      'run.users': 2,
    };
    const later = (settings: Settings): number =>
      failed(record(gthread(2, { ...spike, ...settings })).requests).filter(
        (line) => !line.includes(' 0-'),
      ).length;
    expect(later({})).toBeGreaterThan(5);
    expect(later({ 'django.CONN_MAX_AGE': 0 })).toBe(0);
  });

  test('semantics M4: a refusal costs a fork, and users who fail come back sooner', () => {
    const { requests } = record(
      gthread(2, {
        ...oneSlot,
        'django.CONN_MAX_AGE': 0,
        'postgres.fork_ms': 15,
        'run.users': 2,
        'run.run_time_s': 1,
        'workload.user_classes.0.wait_time': { constant: 0.1 },
        'endpoints.Page': page([hold(1000)]),
      }),
    );
    expect(requests.slice(0, 2)).toEqual(['1 Page 500 0-15', '1 Page 500 115-130']);
    expect(failed(requests)).toHaveLength(9);
  });
});
