import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimate } from './estimate.ts';

describe('estimate', () => {
  test('of five known values: mean 3, Student interval 3 +- 2.776445 * sqrt(2.5 / 5)', () => {
    const summary = estimate([5, 1, 4, 2, 3]);
    expect(summary).toMatchObject({ mean: 3, low: 1, high: 5, n: 5 });
    const half = 2.7764451051977987 * Math.sqrt(0.5);
    expect(summary.ci![0]).toBeCloseTo(3 - half, 9);
    expect(summary.ci![1]).toBeCloseTo(3 + half, 9);
  });

  test('leaves replications without the figure out of everything', () => {
    expect(estimate([null, 5, 1, null, 4, 2, 3])).toEqual(estimate([1, 2, 3, 4, 5]));
  });

  test('of nothing is all null', () => {
    const nothing = { mean: null, low: null, high: null, ci: null, n: 0 };
    expect(estimate([])).toEqual(nothing);
    expect(estimate([null, null])).toEqual(nothing);
  });

  test('of one value has that value and no interval of its mean', () => {
    expect(estimate([null, 91])).toEqual({ mean: 91, low: 91, high: 91, ci: null, n: 1 });
  });

  test('of equal values has no width', () => {
    expect(estimate([91, 91, 91])).toEqual({ mean: 91, low: 91, high: 91, ci: [91, 91], n: 3 });
  });

  test('does not depend on the order of replications', () => {
    const value = fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }));
    const shuffled = fc
      .array(value)
      .chain((values) =>
        fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
      );
    fc.assert(
      fc.property(shuffled, ([values, others]) => {
        expect(estimate(others)).toEqual(estimate(values));
      }),
    );
  });

  test('the mean lies in its interval and low <= high', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 2 }),
        (values) => {
          const { mean, low, high, ci } = estimate(values);
          expect(low).toBeLessThanOrEqual(high!);
          expect(ci![0]).toBeLessThanOrEqual(mean!);
          expect(ci![1]).toBeGreaterThanOrEqual(mean!);
        },
      ),
    );
  });
});
