import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogHistogram } from './logHistogram.ts';
import { ascending, quantile } from './quantile.ts';

function histogram(values: Iterable<number>): LogHistogram {
  const counted = new LogHistogram();
  for (const value of values) counted.add(value);
  return counted;
}

/** Values whose quantiles are known: (i + 0.5) / n of an exponential distribution of mean 1. */
const smooth = Float64Array.from({ length: 100_000 }, (_, i) => -Math.log(1 - (i + 0.5) / 100_000));

describe('LogHistogram', () => {
  test('knows quantiles of many values to a thousandth', () => {
    const counted = histogram(smooth);
    for (const p of [0.01, 0.5, 0.95, 0.99, 0.999]) {
      const exact = -Math.log(1 - p);
      expect(Math.abs(counted.quantile(p)! / exact - 1)).toBeLessThan(1e-3);
    }
  });

  test('is never further from a value than its bin is wide', () => {
    const value = fc.double({ min: 1e-8, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
        const median = histogram(values).quantile(0.5)!;
        const sorted = ascending(values);
        const near = sorted.some((x) => Math.abs(median / x - 1) < 0.005);
        const between = quantile(sorted, 0.5)!;
        expect(near || Math.abs(median / between - 1) < 0.005).toBe(true);
      }),
    );
  });

  test('keeps zeros apart and has no quantile without values', () => {
    expect(new LogHistogram().quantile(0.5)).toBeNull();
    const half = histogram([0, 0, 1, 1]);
    expect(half.quantile(0.5)).toBe(0);
    expect(half.quantile(0.75)).toBeCloseTo(1, 2);
    half.addZeros(4);
    expect([half.n, half.quantile(0.7)]).toEqual([8, 0]);
  });

  test('gives for merged counts what one histogram of everything gives, and can take them out again', () => {
    const all = histogram(smooth);
    const odd = histogram(smooth.filter((_, i) => i % 2 === 1));
    const even = histogram(smooth.filter((_, i) => i % 2 === 0));
    const alone = even.quantile(0.9);
    even.merge(odd);
    expect(even.quantile(0.9)).toBe(all.quantile(0.9));
    even.subtract(odd);
    expect([even.n, even.quantile(0.9)]).toEqual([50_000, alone]);
    even.clear();
    expect([even.n, even.quantile(0.9)]).toEqual([0, null]);
  });

  test('begins at its least value, not at 0', () => {
    const histogram = new LogHistogram();
    for (const value of [3, 4, 5]) histogram.add(value);
    expect(histogram.quantile(0)! / 3).toBeCloseTo(1, 2);
  });

  test('counts what is beyond its range at its ends', () => {
    const extremes = histogram([1e-300, 1e300]);
    expect(extremes.quantile(0.5)).toBeLessThan(1e-8);
    expect(extremes.quantile(1)).toBeGreaterThan(1e6 - 1);
  });
});

test('no quantile is above the greatest value, wherever it lies in its bin', () => {
  const histogram = new LogHistogram();
  for (let i = 0; i < 1000; i++) histogram.add(i < 800 ? i / 2000 : 0.5);
  const other = new LogHistogram();
  other.merge(histogram);
  for (const p of [0.85, 0.95, 0.99, 1]) {
    expect(histogram.quantile(p)).toBe(0.5);
    expect(other.quantile(p)).toBe(0.5);
  }
});
