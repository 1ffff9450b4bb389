import { describe, expect, test } from 'vitest';
import { poissonProbabilities } from './poisson.ts';

describe('poissonProbabilities', () => {
  test('of a mean of 2', () => {
    const p = poissonProbabilities(2, 3);
    for (const [k, weight] of [1, 2, 2, 4 / 3].entries())
      expect(p[k]).toBeCloseTo(weight * Math.exp(-2), 15);
  });

  test('of none is certain', () => {
    expect([...poissonProbabilities(0, 2)]).toEqual([1, 0, 0]);
  });

  test('sum to 1 and keep their digits for large means and far tails', () => {
    const p = poissonProbabilities(1e5, 110_000);
    expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    // Stirling's series at the mean: 1/sqrt(2 pi m) (1 - 1/(12 m)).
    const peak = (1 - 1 / 12e5) / Math.sqrt(2e5 * Math.PI);
    expect(p[1e5]! / peak).toBeCloseTo(1, 11);
    expect(poissonProbabilities(1, 40)[40]! * 8.159152832478977e47).toBeCloseTo(Math.exp(-1), 12);
    expect(poissonProbabilities(1e5, 10)[3]).toBe(0);
  });
});
