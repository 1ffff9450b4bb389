import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locustRank, locustRounded } from './locustRounding.ts';

describe('locustRounded', () => {
  // Left: a sample in ms; right: what Python 3.11 gives for the same by Locust's branches.
  test.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [98.5, 98],
    [99.49, 99],
    [99.5, 100],
    [100, 100],
    [104.99, 100],
    [105, 100],
    [115, 120],
    [125, 120],
    [994.99, 990],
    [995, 1000],
    [1049.9, 1000],
    [1050, 1000],
    [1150, 1200],
    [7710, 7700],
    [9949, 9900],
    [9950, 10_000],
    [10_500, 10_000],
    [11_500, 12_000],
    [12_499, 12_000],
  ])('semantics F10: prints %d ms as %d', (ms, printed) => {
    expect(locustRounded(ms)).toBe(printed);
  });

  test('is idempotent, monotone and off by at most half a step', () => {
    const ms = fc.double({ min: 0, max: 200_000, noNaN: true });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const rounded = locustRounded(a);
        expect(locustRounded(rounded)).toBe(rounded);
        const step = a < 100 ? 1 : a < 1000 ? 10 : a < 10_000 ? 100 : 1000;
        expect(Math.abs(rounded - a)).toBeLessThanOrEqual(step / 2);
        expect(Math.sign(locustRounded(b) - rounded) * Math.sign(b - a)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('locustRank', () => {
  test.each([
    [91, [46, 31, 23, 19, 10, 5, 2, 1, 1]],
    [56, [28, 20, 14, 12, 6, 3, 2, 1, 1]],
    [57, [29, 20, 15, 12, 6, 3, 2, 1, 1]],
    [1, [1, 1, 1, 1, 1, 1, 1, 1, 1]],
  ])(
    "semantics F11: of %d samples are the ones that the report's percentiles print",
    (n, ranks) => {
      const percentiles = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 1];
      expect(percentiles.map((p) => locustRank(n, p))).toEqual(ranks);
    },
  );
});
