import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../stats/normal.ts';
import { CellScores } from './cellScores.ts';

describe('the score of a cell', () => {
  const scores = new CellScores(Float64Array.of(300, 100, 200, 200));

  test('is the normal quantile of its middle rank, shared by all that print the same', () => {
    expect(scores.of(200)).toBe(normalQuantile(0.5));
    expect(scores.of(100)).toBe(normalQuantile(1 / 8));
    expect(scores.of(300)).toBe(normalQuantile(7 / 8));
  });

  test('lies between its neighbours where no run printed the value', () => {
    expect(scores.of(150)).toBeCloseTo(normalQuantile(1 / 8) / 2, 12);
  });

  test('ends at the extremes, so that a cell out of reach cannot dominate', () => {
    expect(scores.of(1e6)).toBe(scores.of(300));
    expect(scores.of(0)).toBe(scores.of(100));
  });

  test('tells nothing when all runs print the same', () => {
    expect(new CellScores(Float64Array.of(91, 91, 91)).constant).toBe(true);
    expect(scores.constant).toBe(false);
  });
});
