import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import { LogHistogram } from './logHistogram.ts';
import { ascending, quantile } from './quantile.ts';
import { QuantileStore } from './quantileStore.ts';

function store(values: Iterable<number>, mostKept?: number): QuantileStore {
  const kept = new QuantileStore(mostKept);
  for (const value of values) kept.add(value);
  return kept;
}

function exponential(n: number, seed: number): Float64Array {
  const bank = new StreamBank(seed, 'values', 1);
  return Float64Array.from({ length: n }, () => -Math.log(bank.uniform(0)));
}

const ps = [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1];
/** Ties are frequent among the small whole numbers. */
const value = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.double({ min: 0, max: 1e5, noNaN: true }),
);
const values = fc.array(value, { maxLength: 60 });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('as long as it keeps all values', () => {
  test('its quantiles are those of the sorted values', () => {
    fc.assert(
      fc.property(values, fc.nat(20), probability, (all, zeros, p) => {
        const kept = store(all);
        kept.addZeros(zeros);
        const exact = quantile(ascending([...all, ...Array<number>(zeros).fill(0)]), p);
        expect([kept.n, kept.exact, kept.quantile(p)]).toEqual([all.length + zeros, true, exact]);
      }),
    );
  });

  test('merges into one store of everything, and knows what is left without a part', () => {
    fc.assert(
      fc.property(values, values, fc.nat(5), fc.nat(5), probability, (one, two, a, b, p) => {
        const first = store(one);
        first.addZeros(a);
        const second = store(two);
        second.addZeros(b);
        const all = store([]);
        all.merge(first);
        all.merge(second);
        const left = ascending([...two, ...Array<number>(b).fill(0)]);
        expect(all.n).toBe(first.n + second.n);
        expect(all.quantileWithout(first, p)).toBe(quantile(left, p));
        expect([second.n, second.quantile(p)]).toEqual([left.length, quantile(left, p)]);
      }),
    );
  });

  test('takes more values after it was asked, and begins anew when it is cleared', () => {
    const kept = store([5, 1, 3]);
    expect(kept.quantile(0.5)).toBe(3);
    kept.add(0);
    kept.add(2);
    expect(kept.quantile(0.5)).toBe(2);
    kept.clear();
    expect([kept.n, kept.quantile(0.5)]).toEqual([0, null]);
    for (const later of [9, 8, 7, 6, 5]) kept.add(later);
    expect([kept.n, kept.quantile(0.5)]).toEqual([5, 7]);
  });

  test('it is exact up to a million values, and not with one more', () => {
    const kept = new QuantileStore();
    for (let i = 1; i <= 1_000_000; i++) kept.add(i / 1000);
    kept.addZeros(1);
    expect([kept.exact, kept.quantile(0.5)]).toEqual([true, 500]);
    kept.add(1000);
    expect([kept.exact, kept.n]).toEqual([false, 1_000_002]);
  });
});

describe('beyond', () => {
  const all = exponential(5000, 3);
  const counted = new LogHistogram();
  for (const own of all) counted.add(own);
  counted.addZeros(100);

  test('it counts as one histogram of everything would', () => {
    const kept = store(all.subarray(0, 900), 1000);
    kept.addZeros(60);
    for (const own of all.subarray(900)) kept.add(own);
    kept.addZeros(40);
    expect([kept.exact, kept.kept, kept.n]).toEqual([false, 0, 5100]);
    for (const p of ps) expect(kept.quantile(p)).toBe(counted.quantile(p));
  });

  test('its quantiles are within 0.4 % of an exact one', () => {
    const many = exponential(40_000, 4);
    const sketch = store(many, 1000);
    for (const p of ps.slice(1, -1)) {
      expect(Math.abs(sketch.quantile(p)! / store(many).quantile(p)! - 1)).toBeLessThan(0.004);
    }
  });

  test('stores merge whichever of them keeps its values', () => {
    for (const [one, other] of [
      [10_000, 10_000],
      [10_000, 1000],
      [1000, 10_000],
      [1000, 1000],
    ]) {
      const merged = store(all.subarray(0, 3000), one);
      merged.addZeros(30);
      const part = store(all.subarray(3000), other);
      part.addZeros(70);
      merged.merge(part);
      expect([merged.n, merged.exact]).toEqual([5100, one === 10_000 && other === 10_000]);
      if (!merged.exact) for (const p of ps) expect(merged.quantile(p)).toBe(counted.quantile(p));
      const rest = merged.exact ? all.subarray(0, 3000) : null;
      const left = merged.quantileWithout(part, 0.9)!;
      const exact = store(rest ?? all.subarray(0, 3000));
      exact.addZeros(30);
      expect(Math.abs(left / exact.quantile(0.9)! - 1)).toBeLessThan(merged.exact ? 1e-15 : 0.004);
      expect(merged.n).toBe(5100);
    }
  });

  test('it is exact again once it is cleared', () => {
    const kept = store(all, 1000);
    kept.clear();
    for (const own of [4, 2]) kept.add(own);
    expect([kept.exact, kept.n, kept.quantile(0.5)]).toEqual([true, 2, 3]);
  });
});

test('values that take more memory than their counts are counted when it is compacted, few stay', () => {
  const many = store(exponential(10_000, 6));
  const median = many.quantile(0.5)!;
  many.compact();
  expect([many.exact, many.n, many.kept]).toEqual([false, 10_000, 0]);
  many.add(1);
  many.compact();
  expect(many.n).toBe(10_001);
  expect(Math.abs(many.quantile(0.5)! / median - 1)).toBeLessThan(0.004);
  const few = store(exponential(1000, 6));
  few.compact();
  expect([few.exact, few.kept]).toEqual([true, 1000]);
});
