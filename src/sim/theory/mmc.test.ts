import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mm1, mmc, mmcResponseQuantileS, mmcResponseTail, mmcWaitQuantileS } from './mmc.ts';

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
      expect(mmcResponseQuantileS(rate, 1, 1, p)).toBeCloseTo(quantiles[i]!, 8);
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
    expect(mmcResponseQuantileS(1, 1, 1, 0.5)).toBe(Infinity);
    expect(mmcWaitQuantileS(3, 1, 2, 0.5)).toBe(Infinity);
  });

  test('of 1 erlang on 2 servers: waits end at the rate of services, a third waits', () => {
    for (const t of [0, 0.5, 2, 10]) {
      expect(mmcResponseTail(1, 1, 2, t)).toBeCloseTo(Math.exp(-t) * (1 + t / 3), 14);
    }
    const median = mmcResponseQuantileS(1, 1, 2, 0.5);
    expect(Math.exp(-median) * (1 + median / 3)).toBeCloseTo(0.5, 13);
  });

  test('has a tail of the response time whose area is its mean, and quantiles that lie on it', () => {
    const rates = fc.double({ min: 0.1, max: 9.5, noNaN: true });
    fc.assert(
      fc.property(rates, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (rate, p) => {
        const tail = (t: number): number => mmcResponseTail(rate, 1, 10, t);
        expect(tail(mmcResponseQuantileS(rate, 1, 10, p))).toBeCloseTo(1 - p, 11);
        const step = 0.01;
        let area = -step / 2;
        for (let t = 0; t < 80; t += step) area += tail(t) * step;
        expect(area).toBeCloseTo(mmc(rate, 1, 10).meanResponseS, 4);
      }),
      { numRuns: 20 },
    );
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
