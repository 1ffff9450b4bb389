import { describe, expect, test } from 'vitest';
import { pairedDifference } from './paired.ts';

describe('pairedDifference', () => {
  test('sees a constant shift exactly, however far the pairs spread', () => {
    expect(pairedDifference([10, 200, 3000], [15, 205, 3005])).toEqual({
      mean: 5,
      ci: [5, 5],
      n: 3,
    });
  });

  test('of differences 1, 2, 3 is 2 +- 4.302653 / sqrt(3)', () => {
    const { mean, ci } = pairedDifference([0, 0, 0], [1, 2, 3]);
    expect(mean).toBe(2);
    expect(ci![0]).toBeCloseTo(2 - 4.302652729749464 / Math.sqrt(3), 9);
    expect(ci![1]).toBeCloseTo(2 + 4.302652729749464 / Math.sqrt(3), 9);
  });

  test('leaves out a pair of which one half is missing', () => {
    expect(pairedDifference([1, null, 3, 4], [2, 5, null, 5])).toEqual({
      mean: 1,
      ci: [1, 1],
      n: 2,
    });
  });

  test('refuses lists that are no pairs', () => {
    expect(() => pairedDifference([1], [1, 2])).toThrow('before has 1, after 2');
  });
});
