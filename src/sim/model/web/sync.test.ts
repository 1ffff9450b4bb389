import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../../testing.ts';
import type { Settings } from '../settings.ts';

function sync(settings: Settings = {}) {
  return tinyScenario({ 'web.worker_class': 'sync', 'web.threads': 1, ...settings });
}

const ends = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

describe('gunicorn sync', () => {
  test('semantics D3, M13: one request at a time, the rest waits in the accept queue and nothing fails', () => {
    const { requests, errors, mostSlots } = record(sync({ 'run.users': 3 }));
    expect(requests).toEqual(['0 Page 200 0-100', '1 Page 200 0-200', '2 Page 200 0-300']);
    expect(errors).toEqual([]);
    expect(mostSlots).toBe(1);
  });

  test('semantics C12: one database connection for each worker process', () => {
    const { requests, mostSlots } = record(sync({ 'run.users': 7, 'web.workers': 3 }));
    expect(ends(requests)).toEqual([
      '200 0-100',
      '200 0-100',
      '200 0-100',
      '200 0-200',
      '200 0-200',
      '200 0-200',
      '200 0-300',
    ]);
    expect(mostSlots).toBe(3);
  });

  test('semantics D2: beyond the backlog the SYN is repeated after 1, 3 and 7 s', () => {
    const { requests } = record(
      sync({ 'run.users': 4, 'web.backlog': 1, 'endpoints.Page': page([hold(2000)]) }),
    );
    // User 1 waits in the backlog; 2 and 3 come again at 1 s (full), 3 s (one fits) and 7 s.
    expect(requests).toEqual([
      '0 Page 200 0-2000',
      '1 Page 200 0-4000',
      '2 Page 200 0-6000',
      '3 Page 200 0-9000',
    ]);
  });

  test('semantics D2: somaxconn cuts the backlog, and a connect ends after 127 s without an answer', () => {
    const { requests, errors, summary } = record(
      sync({
        'run.users': 3,
        'run.run_time_s': 200,
        'web.somaxconn': 1,
        'web.timeout': 0,
        'endpoints.Page': page([hold(150_000)]),
      }),
    );
    expect(requests).toEqual(['2 Page 0 0-127000', '0 Page 200 0-150000']);
    expect(errors).toEqual(['127000 connection timed out: the backlog of the web server is full']);
    expect(summary.aggregated.failuresByCause.web_refused).toBe(1);
    expect(summary.aggregated.unfinished).toBe(1);
  });

  test('semantics D5: a request longer than timeout kills the worker, and its client sees a reset connection', () => {
    const { requests, errors } = record(
      sync({
        'run.users': 2,
        'web.timeout': 0.5,
        'web.worker_boot_s': 0.25,
        'endpoints.Page': page([{ python_ms: 800 }]),
      }),
    );
    expect(requests).toEqual(['0 Page 0 0-500', '1 Page 0 0-1250']);
    expect(errors.map((line) => line.split(' ')[0])).toEqual(['500', '1250']);
  });

  test('semantics D5: timeout 0 never kills', () => {
    const { requests } = record(
      sync({ 'web.timeout': 0, 'endpoints.Page': page([{ python_ms: 40_000 }]) }),
    );
    expect(requests).toEqual(['0 Page 200 0-40000']);
  });

  test('semantics D6: after max_requests the worker is replaced, and its connection closes with it', () => {
    const { requests, slots } = record(
      sync({ 'run.users': 3, 'web.max_requests': 2, 'web.worker_boot_s': 1 }),
    );
    expect(requests).toEqual(['0 Page 200 0-100', '1 Page 200 0-200', '2 Page 200 0-1300']);
    expect(slots).toEqual(['0 1', '200 0', '1200 1']);
  });
});
