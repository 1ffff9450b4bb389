import { expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import { LogHistogram } from './logHistogram.ts';
import { moments, standardError } from './moments.ts';
import { pooledQuantile } from './pooledQuantile.ts';

/** Runs of `n` exponential values of mean 1 each. */
function runs(count: number, n: number, seed: number): LogHistogram[] {
  const bank = new StreamBank(seed, 'values', count);
  return Array.from({ length: count }, (_, run) => {
    const histogram = new LogHistogram();
    for (let i = 0; i < n; i++) histogram.add(-Math.log(bank.uniform(run)));
    return histogram;
  });
}

test('the quantile over all runs has an interval that covers the exact one', () => {
  const exact = Math.log(20);
  let inside = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const sample = moments(pooledQuantile(runs(20, 2000, seed), 0.95));
    if (Math.abs(sample.mean! - exact) < 2.1 * standardError(sample)!) inside++;
  }
  // 95 % of 40 are 38; below 32 by chance once in a thousand times.
  expect(inside).toBeGreaterThanOrEqual(32);
});

test('runs that counted nothing take no part, and one alone speaks for itself', () => {
  const [run] = runs(1, 100, 3);
  expect(pooledQuantile([new LogHistogram()], 0.5)).toEqual([]);
  expect(pooledQuantile([run!, new LogHistogram()], 0.5)).toEqual([run!.quantile(0.5)]);
});
