import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mm1, mm1ResponseQuantileS, mmc, mmcWaitQuantileS } from './mmc.ts';

describe('mm1', () => {
  test.each([
    [0.5, 1, 2, [1.386294361, 5.991464547, 9.210340372]],
    [0.8, 4, 5, [3.465735903, 14.97866137, 23.02585093]],
    [0.9, 9, 10, [6.931471806, 29.95732274, 46.05170186]],
  ])('at load %d waits %d and takes %d service times', (rate, wait, response, quantiles) => {
    const queue = mm1(rate, 1);
    expect(queue.meanWaitS).toBeCloseTo(wait, 10);
    expect(queue.meanResponseS).toBeCloseTo(response, 10);
    expect(queue.meanInSystem).toBeCloseTo(rate / (1 - rate), 10);
    for (const [i, p] of [0.5, 0.95, 0.99].entries()) {
      expect(mm1ResponseQuantileS(rate, 1, p)).toBeCloseTo(quantiles[i]!, 8);
    }
  });
});

describe('mmc', () => {
  test('of 1.5 erlangs on 2 servers: 9/14 wait, 9/7 s on average', () => {
    const queue = mmc(1.5, 1, 2);
    expect(queue.utilisation).toBe(0.75);
    expect(queue.waitProbability).toBeCloseTo(9 / 14, 12);
    expect(queue.meanWaitS).toBeCloseTo(9 / 7, 12);
    expect(queue.meanResponseS).toBeCloseTo(16 / 7, 12);
    expect(queue.meanQueueLength).toBeCloseTo(27 / 14, 12);
    expect(queue.meanInSystem).toBeCloseTo(24 / 7, 12);
    expect(mmcWaitQuantileS(1.5, 1, 2, 0.95)).toBeCloseTo(5.107799043, 8);
    expect(mmcWaitQuantileS(1.5, 1, 2, 0.99)).toBeCloseTo(8.326674867, 8);
  });

  test('of 90 requests per s on 20 servers of 0.2 s', () => {
    const queue = mmc(90, 0.2, 20);
    expect(queue.waitProbability).toBeCloseTo(0.5507690048, 9);
    expect(queue.meanWaitS).toBeCloseTo(0.05507690048, 10);
    expect(queue.meanInSystem).toBeCloseTo(22.95692104, 7);
    expect(mmcWaitQuantileS(90, 0.2, 20, 0.4)).toBe(0);
    expect(mmcWaitQuantileS(90, 0.2, 20, 0.95)).toBeCloseTo(0.2399292487, 9);
  });

  test('has no steady state at full load', () => {
    expect(mmc(2, 1, 2)).toMatchObject({
      utilisation: 1,
      waitProbability: 1,
      meanWaitS: Infinity,
      meanInSystem: Infinity,
    });
    expect(mm1ResponseQuantileS(1, 1, 0.5)).toBe(Infinity);
    expect(mmcWaitQuantileS(3, 1, 2, 0.5)).toBe(Infinity);
  });

  test('keeps its ratios when rates double and times halve', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 9.5, noNaN: true }), (rate) => {
        const slow = mmc(rate, 1, 10);
        const fast = mmc(2 * rate, 0.5, 10);
        expect(fast.meanWaitS * 2).toBeCloseTo(slow.meanWaitS, 9);
        expect(fast.meanInSystem).toBeCloseTo(slow.meanInSystem, 9);
      }),
    );
  });
});
