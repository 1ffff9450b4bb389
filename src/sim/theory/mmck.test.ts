import { describe, expect, test } from 'vitest';
import { erlangB } from './erlang.ts';
import { mmck } from './mmck.ts';
import { mmc } from './mmc.ts';

describe('mmck', () => {
  test('of one server with room for 11 at 9 per s and 0.1 s', () => {
    const queue = mmck(9, 0.1, 1, 11);
    expect(queue.blockProbability).toBeCloseTo(0.04373237362, 10);
    expect(queue.throughput).toBeCloseTo(8.606408637, 8);
    expect(queue.meanInSystem).toBeCloseTo(4.276903649, 8);
    expect(queue.meanResponseS).toBeCloseTo(0.4969440599, 9);
    expect(queue.utilisation).toBeCloseTo(0.8606408637, 9);
  });

  test('of two servers with room for 3 at 3 per s and 0.25 s', () => {
    const queue = mmck(3, 0.25, 2, 3);
    expect(queue.blockProbability).toBeCloseTo(0.04936014625, 10);
    expect(queue.meanInSystem).toBeCloseTo(0.7623400366, 9);
    expect(queue.meanResponseS).toBeCloseTo(0.2673076923, 9);
    expect(queue.meanQueueLength).toBeCloseTo(queue.throughput * queue.meanWaitS, 12);
  });

  test('of one server with one place to wait at one erlang lets every second one wait that it admits', () => {
    const { waitProbability, found } = mmck(1, 1, 1, 2);
    expect(waitProbability).toBeCloseTo(1 / 2, 14);
    expect([...found]).toEqual([expect.closeTo(1 / 2, 14), expect.closeTo(1 / 2, 14)]);
  });

  test('without waiting room is Erlang B', () => {
    expect(mmck(4.461, 1, 10, 10).blockProbability).toBeCloseTo(erlangB(4.461, 10), 12);
  });

  test('with plenty of room is M/M/c', () => {
    expect(mmck(1.5, 1, 2, 500).meanWaitS).toBeCloseTo(mmc(1.5, 1, 2).meanWaitS, 10);
  });

  test('refuses what an overload leaves over, however many it holds', () => {
    expect(mmck(300, 1, 100, 20_000).blockProbability).toBeCloseTo(2 / 3, 10);
  });
});
