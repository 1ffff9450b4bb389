import { describe, expect, test } from 'vitest';
import { withSettings } from './settings.ts';

describe('withSettings', () => {
  test('sets a nested value and leaves the original alone', () => {
    const before = { web: { threads: 4, workers: 2 }, pgbouncer: null };
    const after = withSettings(before, { 'web.threads': 8 });
    expect(after).toEqual({ web: { threads: 8, workers: 2 }, pgbouncer: null });
    expect(before.web.threads).toBe(4);
    expect(after.pgbouncer).toBe(before.pgbouncer);
  });

  test('creates a section that was null', () => {
    expect(withSettings({ pgbouncer: null }, { 'pgbouncer.default_pool_size': 20 })).toEqual({
      pgbouncer: { default_pool_size: 20 },
    });
  });

  test('reaches into lists by position', () => {
    expect(withSettings({ steps: [{ a: 1 }, { a: 2 }] }, { 'steps.1.a': 3 })).toEqual({
      steps: [{ a: 1 }, { a: 3 }],
    });
  });

  test('cannot reach the prototype of objects', () => {
    const result = withSettings({}, { '__proto__.polluted': true });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(result)).toEqual(['__proto__']);
  });
});
