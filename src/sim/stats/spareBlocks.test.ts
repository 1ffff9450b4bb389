import { expect, test } from 'vitest';
import { QuantileStore } from './quantileStore.ts';
import { SpareBlocks } from './spareBlocks.ts';

test('hands out the block that was given back, whole, to who asks for one of its size', () => {
  const spare = new SpareBlocks();
  const block = spare.take(8);
  block[7] = 5;
  spare.give(block.subarray(0, 3));
  expect(spare.take(4)).toHaveLength(4);
  expect(spare.take(8).buffer).toBe(block.buffer);
  expect(spare.take(8)).toEqual(new Float64Array(8));
});

/** Counts the blocks that are given back. */
class CountedBlocks extends SpareBlocks {
  given = 0;
  override give(part: Float64Array): void {
    this.given++;
    super.give(part);
  }
}

function filled(spare: SpareBlocks, values: number, first = 0, mostKept = 1e6): QuantileStore {
  const store = new QuantileStore(mostKept, spare);
  for (let i = 0; i < values; i++) store.add(first + i);
  return store;
}

test('a store that begins anew gives all its blocks to the next one, which tells only its own values', () => {
  const spare = new CountedBlocks();
  const store = filled(spare, 2000, 5000);
  store.clear();
  // 256, 256, 512 and 1024 of them.
  expect(spare.given).toBe(4);
  const next = filled(spare, 1500);
  expect([next.n, next.quantile(0), next.quantile(1)]).toEqual([1500, 0, 1499]);
});

test('a store whose values are counted gives its blocks back', () => {
  const spare = new CountedBlocks();
  const store = filled(spare, 20_000);
  const before = store.quantile(0.5)!;
  store.compact();
  expect(store.exact).toBe(false);
  filled(spare, 20_000, 1e6);
  expect(Math.abs(store.quantile(0.5)! / before - 1)).toBeLessThan(0.004);
});

test('what stores share is not given back by either of them', () => {
  const spare = new CountedBlocks();
  const part = filled(spare, 1000);
  const all = new QuantileStore(1e6, spare);
  all.merge(part);
  part.clear();
  filled(spare, 1000, 9000);
  expect([all.n, all.quantile(0), all.quantile(1)]).toEqual([1000, 0, 999]);
  all.clear();
  filled(spare, 1000, 7000);
  // The last one of `part`, which was copied.
  expect(spare.given).toBe(1);
});

test('values in order stay in order when the blocks that they came in are used again', () => {
  const spare = new CountedBlocks();
  const store = filled(spare, 1000);
  expect(store.quantile(0.5)).toBe(499.5);
  expect(spare.given).toBeGreaterThan(0);
  filled(spare, 1000, 9000);
  expect(store.quantile(1)).toBe(999);
  for (let i = 0; i < 1000; i++) store.add(2000 + i);
  expect([store.n, store.quantile(0), store.quantile(1)]).toEqual([2000, 0, 2999]);
});
