import { describe, expect, test } from 'vitest';
import { predictiveInterval } from './predictive.ts';

const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('predictiveInterval', () => {
  test.each([
    [2, [1, 2]],
    [30, [1, 30]],
    [39, [1, 39]], // (39 + 1 - 2) / 40 is just 95 %
    [78, [1, 78]],
    [79, [2, 78]], // (79 + 1 - 4) / 80 is just 95 %
    [200, [5, 196]],
    [999, [25, 975]],
  ])('of %d ordered values runs over the ranks %j', (n, interval) => {
    expect(predictiveInterval(oneTo(n))).toEqual(interval);
  });

  test('of nothing is null, of one value that value', () => {
    expect(predictiveInterval([])).toBeNull();
    expect(predictiveInterval([7])).toEqual([7, 7]);
  });

  test('holds the next value in 95 % of all positions that it may take', () => {
    // Among n + 1 exchangeable values every rank is as likely for the next one: count the ranks that fall inside.
    for (const n of [39, 79, 119, 400, 1000]) {
      let inside = 0;
      for (const next of oneTo(n + 1)) {
        const others = oneTo(n + 1).filter((value) => value !== next);
        const [low, high] = predictiveInterval(others)!;
        if (low <= next && next <= high) inside += 1;
      }
      expect(inside / (n + 1)).toBeGreaterThanOrEqual(0.95);
    }
  });
});
