import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../../testing.ts';
import type { Settings } from '../settings.ts';

function replicas(count: number, settings: Settings = {}) {
  return tinyScenario({ 'web.replicas': count, 'web.threads': 1, ...settings });
}

const ends = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));
const twoPages = {
  'endpoints.Page': page([hold(300)]),
  'endpoints.Short': page([hold(100)]),
  'workload.user_classes': ['Page', 'Short'].map((request) => ({
    name: request,
    weight: 1,
    wait_time: { constant: 1000 },
    on_start: [],
    tasks: [{ request, when: 'always', weight: 1 }],
  })),
};

describe('replicas behind a balancer', () => {
  test('round robin sends requests to the replicas in turn, busy or not', () => {
    // Page, Short, Page, Short: the first replica gets both pages.
    const { requests } = record(replicas(2, { ...twoPages, 'run.users': 4 }));
    expect(requests).toEqual([
      '1 Short 200 0-100',
      '3 Short 200 0-200',
      '0 Page 200 0-300',
      '2 Page 200 0-600',
    ]);
  });

  test('least connections sends a request where the fewest are under way', () => {
    const { requests } = record(
      replicas(2, {
        ...twoPages,
        'web.balancer': 'least_connections',
        'run.users': 4,
        'run.spawn_rate': 2,
        'endpoints.Page': page([hold(1500)]),
      }),
    );
    // At 1 s the page of user 0 is still under way in the first replica: user 2 goes to the second, user 3 waits.
    expect(requests).toEqual([
      '1 Short 200 0-100',
      '0 Page 200 0-1500',
      '3 Short 200 1000-1600',
      '2 Page 200 1000-2500',
    ]);
  });

  test('semantics D8: each replica has cores and interpreter locks of its own', () => {
    const hashing = {
      'run.users': 4,
      'web.threads': 4,
      'web.cpu_cores': 1,
      'django.password_hash_ms': 100,
      'endpoints.Page': page([{ hash: 1 }]),
    };
    const one = record(replicas(1, hashing));
    expect(ends(one.requests).at(-1)).toBe('200 0-400');
    const two = record(replicas(2, hashing));
    expect(ends(two.requests).at(-1)).toBe('200 0-200');
    expect(two.summary.busy.cpu).toBeCloseTo(one.summary.busy.cpu / 2, 9);
    const python = { ...hashing, 'endpoints.Page': page([{ python_ms: 4 }]) };
    expect(ends(record(replicas(4, python)).requests).at(-1)).toBe('200 0-4');
  });

  test('semantics D8: Python runs on as many cores as there are processes, hashes on as many as there are threads', () => {
    const busy = (steps: object): string[] =>
      ends(
        record(
          tinyScenario({
            'run.users': 8,
            'web.workers': 1,
            'web.threads': 4,
            'web.cpu_cores': 8,
            'django.password_hash_ms': 100,
            'endpoints.Page': page([steps as { hash: number }]),
          }),
        ).requests,
      );
    expect(busy({ hash: 1 }).slice(3, 5)).toEqual(['200 0-100', '200 0-200']);
    expect(busy({ python_ms: 4 }).at(-1)).toBe('200 0-32');
  });
});
