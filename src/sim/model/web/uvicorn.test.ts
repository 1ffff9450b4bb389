import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../../testing.ts';
import type { Settings } from '../settings.ts';

function uvicorn(settings: Settings = {}) {
  return tinyScenario({
    'web.server': 'uvicorn',
    'workload.user_classes.0.wait_time': { constant: 1 },
    'run.run_time_s': 4.5,
    ...settings,
  });
}

describe('uvicorn', () => {
  test('semantics C13: each request has a thread of its own, so a kept connection is lost until the collector runs', () => {
    expect(record(uvicorn()).mostSlots).toBe(5);
    expect(record(uvicorn({ 'web.requests_per_gc': 2 })).mostSlots).toBe(3);
    expect(record(uvicorn({ 'django.CONN_MAX_AGE': 0 })).mostSlots).toBe(1);
  });

  test('semantics C13: requests are not limited in number, only by the interpreter lock of their process', () => {
    const waits = record(uvicorn({ 'run.users': 50, 'endpoints.Page': page([hold(100)]) }));
    expect(waits.requests.filter((line) => line.endsWith(' 0-100'))).toHaveLength(50);
    const { requests } = record(
      uvicorn({
        'run.users': 2,
        'web.thread_start_ms': 1,
        'endpoints.Page': page([{ python_ms: 2 }]),
      }),
    );
    expect(requests.slice(0, 2)).toEqual(['0 Page 200 0-4', '1 Page 200 0-6']);
  });
});
