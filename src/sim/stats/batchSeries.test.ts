import { expect, test } from 'vitest';
import { meansOf } from './batchMeans.ts';
import { BatchSeries } from './batchSeries.ts';

test('a series keeps the means of equal batches, however long it grows', () => {
  const series = new BatchSeries(8);
  const values = Array.from({ length: 45 }, (_, i) => i * i);
  for (const value of values) series.add(value);
  expect(series.size).toBe(8);
  expect([...series.values]).toEqual(meansOf(values, 8));
});

test('a series can begin anew', () => {
  const series = new BatchSeries(4, 2);
  for (let i = 0; i < 9; i++) series.add(i);
  series.clear();
  for (const value of [1, 3, 5]) series.add(value);
  expect([series.size, ...series.values]).toEqual([2, 2]);
});
