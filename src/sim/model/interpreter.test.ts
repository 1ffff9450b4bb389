import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';

describe('calls to other services', () => {
  const call = (mode: 'inline' | 'offloaded'): string =>
    record(
      tinyScenario({
        'endpoints.Page': page([hold(100), { external: 'mail' }, { hash: 1 }]),
        'externals.mail': {
          latency: 400,
          timeout_s: 5,
          fail_open: true,
          cache_hit_ratio: 0,
          cache: null,
          mode,
          python_ms: 2,
        },
        'django.password_hash_ms': 250,
      }),
    ).requests[0]!;

  test('semantics E5, E7: handing a call to a task queue saves its latency; its Python and the hash stay in the request', () => {
    expect(call('inline')).toBe('0 Page 200 0-752');
    expect(call('offloaded')).toBe('0 Page 200 0-352');
  });
});
