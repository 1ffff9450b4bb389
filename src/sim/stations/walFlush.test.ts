import { describe, expect, test } from 'vitest';
import { WalFlush } from './walFlush.ts';

/** Times at which commits that arrive at `arrivals` (ms) are durable, with a flush of 10 ms. */
function durable(arrivals: readonly number[]): number[] {
  const wal = new WalFlush(10);
  return arrivals.map((arrival) => arrival + wal.commit(arrival));
}

describe('flush of the write-ahead log', () => {
  test('semantics A18: a commit that finds no flush under way waits for one', () => {
    expect(durable([0, 10, 100])).toEqual([10, 20, 110]);
  });

  test('semantics A18: commits that arrive during a flush share the next one', () => {
    expect(durable([0, 1, 2, 9])).toEqual([10, 20, 20, 20]);
  });

  test('semantics A18: flushes follow one another while commits arrive', () => {
    expect(durable([0, 5, 12, 19, 25, 60])).toEqual([10, 20, 30, 30, 40, 70]);
  });
});
