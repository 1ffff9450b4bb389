import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moments, standardError } from './moments.ts';

describe('moments', () => {
  test('of eight known values: mean 5, squared deviations 32', () => {
    expect(moments([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ n: 8, mean: 5, variance: 32 / 7 });
  });

  test('keep their digits far from zero', () => {
    expect(moments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toEqual({
      n: 4,
      mean: 1e9 + 10,
      variance: 30,
    });
  });

  test('of nothing and of one value are null where they say nothing', () => {
    expect(moments([])).toEqual({ n: 0, mean: null, variance: null });
    expect(moments([3])).toEqual({ n: 1, mean: 3, variance: null });
    expect(standardError(moments([3]))).toBeNull();
  });

  test('of equal values are exact', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 50 }),
        (value, n) => {
          expect(moments(Array<number>(n).fill(value))).toEqual({ n, mean: value, variance: 0 });
        },
      ),
    );
  });

  test('lie between the extremes, with a variance that is never negative', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), (values) => {
        const { mean, variance } = moments(values);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-6);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-6);
        expect(variance).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
