import { describe, expect, test } from 'vitest';
import { batchMeans, meansOf } from './batchMeans.ts';

describe('batchMeans', () => {
  test('of two batches with means 2 and 4 is 3 +- 12.7062 * 1', () => {
    const result = batchMeans([1, 2, 3, 3, 4, 5], 2)!;
    expect(result).toMatchObject({ mean: 3, batches: 2, batchSize: 3, lag1: -0.5 });
    expect(result.ci[0]).toBeCloseTo(3 - 12.70620473617471, 9);
    expect(result.ci[1]).toBeCloseTo(3 + 12.70620473617471, 9);
  });

  test('leaves out what does not fill a batch from the front, where the run was still warming up', () => {
    expect(batchMeans([1000, 1, 3, 5, 7], 2)).toMatchObject({ mean: 4, batchSize: 2 });
  });

  test('tells a trend by the correlation of neighbouring batches', () => {
    const trend = Array.from({ length: 400 }, (_, i) => i);
    const alternating = Array.from({ length: 400 }, (_, i) =>
      Math.floor(i / 20) % 2 === 0 ? 1 : -1,
    );
    expect(batchMeans(trend)!.lag1).toBeGreaterThan(0.8);
    expect(batchMeans(alternating)!.lag1).toBeLessThan(-0.8);
  });

  test('has no answer for fewer values than batches and refuses a single batch', () => {
    expect(batchMeans([1, 2, 3], 4)).toBeNull();
    expect(() => batchMeans([1, 2, 3], 1)).toThrow('batches is 1; accepted: a whole number >= 2');
  });
});

describe('meansOf', () => {
  test('leaves the last incomplete batch out', () => {
    expect(meansOf([1, 3, 5, 7, 9], 2)).toEqual([2, 6]);
  });
});
