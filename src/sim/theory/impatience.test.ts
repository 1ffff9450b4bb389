import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangB } from './erlang.ts';
import { erlangA, mmcWithTimeout } from './impatience.ts';
import { mmc } from './mmc.ts';

describe('erlangA', () => {
  test('of 110 per s on 20 servers of 0.2 s with a patience of 2 s', () => {
    const queue = erlangA(110, 0.2, 20, 2);
    expect(queue.abandonProbability).toBeCloseTo(0.09740670965, 10);
    expect(queue.waitProbability).toBeCloseTo(0.956496934, 9);
    expect(queue.meanWaitS).toBeCloseTo(0.1948134193, 9);
    expect(queue.meanQueueLength).toBeCloseTo(21.42947612, 7);
    expect(queue.utilisation).toBeCloseTo(0.9928526194, 9);
    expect(queue.throughput).toBeCloseTo(99.28526194, 7);
  });

  test('with hardly any patience is Erlang B, with endless patience Erlang C', () => {
    expect(erlangA(4.461, 1, 10, 1e-9).abandonProbability).toBeCloseTo(erlangB(4.461, 10), 8);
    expect(erlangA(1.5, 1, 2, 1e8).meanWaitS).toBeCloseTo(mmc(1.5, 1, 2).meanWaitS, 6);
  });
});

test('erlangA with room for two at one erlang, patience and service of one mean, loses and tires a fifth each', () => {
  // States 0, 1 and 2 weigh 2, 2 and 1.
  const queue = erlangA(1, 1, 1, 1, 2);
  expect(queue.blockProbability).toBeCloseTo(1 / 5, 14);
  expect(queue.abandonProbability).toBeCloseTo(1 / 5, 14);
  expect(queue.waitProbability).toBeCloseTo(1 / 2, 14);
  expect(queue.meanWaitS).toBeCloseTo(1 / 4, 14);
});

describe('mmcWithTimeout', () => {
  test('of 5 per s on one server of 0.5 s with a timeout of 6 s', () => {
    const queue = mmcWithTimeout(5, 0.5, 1, 6);
    expect(queue.abandonProbability).toBeCloseTo(0.6000000015, 9);
    expect(queue.waitProbability).toBeCloseTo(0.9999999963, 9);
    expect(queue.meanWaitS).toBeCloseTo(5.866666683, 8);
    expect(queue.meanQueueLength).toBeCloseTo(29.33333341, 7);
    expect(queue.throughput).toBeCloseTo(1.999999993, 8);
  });

  test('with a timeout of 0 is Erlang B, with an endless one Erlang C', () => {
    expect(mmcWithTimeout(4.461, 1, 10, 0).abandonProbability).toBeCloseTo(erlangB(4.461, 10), 12);
    const patient = mmcWithTimeout(1.5, 1, 2, 500);
    expect(patient.meanWaitS).toBeCloseTo(9 / 7, 10);
    expect(patient.waitProbability).toBeCloseTo(9 / 14, 10);
    expect(patient.abandonProbability).toBeLessThan(1e-12);
  });

  test('at exactly full load of one server is worked out by hand', () => {
    // Offered wait of density 1 per s of patience beside one idle and one tail state: 1 : 2 : 1 of 4.
    const queue = mmcWithTimeout(1, 1, 1, 2);
    expect(queue.abandonProbability).toBeCloseTo(1 / 4, 12);
    expect(queue.waitProbability).toBeCloseTo(3 / 4, 12);
    expect(queue.meanWaitS).toBeCloseTo((2 + 2 * 1) / 4, 12);
  });

  test('serves no more than it has servers for, at any load', () => {
    const rate = fc.double({ min: 0.1, max: 2000, noNaN: true });
    fc.assert(
      fc.property(
        rate,
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        (arrivalRate, servers, patience) => {
          const queue = mmcWithTimeout(arrivalRate, 0.2, servers, patience);
          expect(queue.utilisation).toBeGreaterThan(0);
          expect(queue.utilisation).toBeLessThanOrEqual(1 + 1e-9);
          expect(queue.meanWaitS).toBeGreaterThanOrEqual(0);
          expect(queue.meanWaitS).toBeLessThanOrEqual(patience + 1e-9);
          expect(queue.abandonProbability).toBeLessThanOrEqual(queue.waitProbability + 1e-9);
        },
      ),
    );
  });
});
