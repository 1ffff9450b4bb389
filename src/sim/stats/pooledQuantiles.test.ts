import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import { moments, standardError } from './moments.ts';
import { pooledQuantiles } from './pooledQuantiles.ts';
import { ascending, quantile } from './quantile.ts';
import { QuantileStore } from './quantileStore.ts';

function store(values: Iterable<number>): QuantileStore {
  const kept = new QuantileStore();
  for (const value of values) kept.add(value);
  return kept;
}

/** Runs of `n` exponential values of mean 1 each. */
function runs(count: number, n: number, seed: number): QuantileStore[] {
  const bank = new StreamBank(seed, 'values', count);
  return Array.from({ length: count }, (_, run) =>
    store(Array.from({ length: n }, () => -Math.log(bank.uniform(run)))),
  );
}

/** What leaving out one part after the other says, about `whole`. */
function centred(whole: number, without: readonly number[]): number[] {
  const middle = without.reduce((sum, one) => sum + one, 0) / without.length;
  return without.map((one) => whole + (without.length - 1) * (middle - one));
}

test('the quantile over all runs has an interval that covers the exact one', () => {
  const exact = Math.log(20);
  let inside = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const sample = moments(pooledQuantiles(runs(20, 2000, seed), [0.95])[0]!);
    if (Math.abs(sample.mean! - exact) < 2.1 * standardError(sample)!) inside++;
  }
  // 95 % of 40 are 38; below 32 by chance once in a thousand times.
  expect(inside).toBeGreaterThanOrEqual(32);
});

test('so it does of very many short runs', () => {
  const exact = Math.log(100);
  let inside = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const sample = moments(pooledQuantiles(runs(1000, 100, seed), [0.99])[0]!);
    if (Math.abs(sample.mean! - exact) < 2.05 * standardError(sample)!) inside++;
  }
  expect(inside).toBeGreaterThanOrEqual(32);
});

test('the spread is that of sorting all runs but one, each time, about the quantile of all', () => {
  const value = fc.oneof(fc.nat(5), fc.double({ min: 0, max: 1e5, noNaN: true }));
  const run = fc.tuple(fc.array(value, { minLength: 1, maxLength: 30 }), fc.nat(5));
  const ps = [0.5, 0.9, 0.95, 0.99];
  fc.assert(
    fc.property(fc.array(run, { minLength: 2, maxLength: 8 }), (samples) => {
      const all = samples.map(([values, zeros]) => [...values, ...Array<number>(zeros).fill(0)]);
      const naive = ps.map((p) => {
        const whole = quantile(ascending(all.flat()), p)!;
        const without = all.map((_, out) =>
          quantile(ascending(all.filter((_own, i) => i !== out).flat()), p)!,
        );
        return centred(whole, without);
      });
      const stores = samples.map(([values, zeros]) => {
        const kept = store(values);
        kept.addZeros(zeros);
        return kept;
      });
      expect(pooledQuantiles(stores, ps)).toEqual(naive);
    }),
  );
});

test('the same holds for many values, ties among them', () => {
  const bank = new StreamBank(2, 'values', 1);
  const some = (n: number): number[] =>
    Array.from({ length: n }, () => Math.round(-100 * Math.log(bank.uniform(0))) / 100);
  const [one, two] = [some(15_000), some(20_000)];
  const whole = quantile(ascending([...one, ...two]), 0.9)!;
  expect(pooledQuantiles([store(one), store(two)], [0.9])).toEqual([
    centred(
      whole,
      [two, one].map((left) => quantile(ascending(left), 0.9)!),
    ),
  ]);
});

test('counts that stand for some of the runs change the estimate by less than a bin', () => {
  const kept = runs(5, 20_000, 7);
  const [exact] = pooledQuantiles(kept, [0.9]);
  for (const run of kept.slice(2)) run.compact();
  const [counted] = pooledQuantiles(kept, [0.9]);
  expect(counted).not.toEqual(exact);
  expect(Math.abs(moments(counted!).mean! / moments(exact!).mean! - 1)).toBeLessThan(0.004);
});

test('runs that counted nothing take no part, and one alone speaks for itself', () => {
  const [run] = runs(1, 100, 3);
  expect(pooledQuantiles([new QuantileStore()], [0.5])).toEqual([[]]);
  expect(pooledQuantiles([run!, new QuantileStore()], [0.5])).toEqual([[run!.quantile(0.5)]]);
});
