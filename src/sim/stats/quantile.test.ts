import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascending, median, quantile } from './quantile.ts';

describe('quantile', () => {
  test('interpolates between order statistics', () => {
    const values = [10, 20, 30, 40];
    expect([0, 0.25, 0.5, 0.9, 1].map((p) => quantile(values, p))).toEqual([10, 17.5, 25, 37, 40]);
  });

  test('of nothing is null', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(median([])).toBeNull();
  });

  test('takes the middle of values in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test('refuses a sample that has no order', () => {
    expect(() => median([1, Number.NaN])).toThrow(RangeError);
  });

  test('never falls with p and stays inside the sample', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), p, p, (values, a, b) => {
        const sorted = ascending(values);
        const low = quantile(sorted, Math.min(a, b))!;
        const high = quantile(sorted, Math.max(a, b))!;
        expect(low).toBeLessThanOrEqual(high + 1e-6);
        expect(low).toBeGreaterThanOrEqual(sorted[0]! - 1e-6);
        expect(high).toBeLessThanOrEqual(sorted.at(-1)! + 1e-6);
      }),
    );
  });
});
