import { describe, expect, test } from 'vitest';
import { mdc, mdcWaitQuantileS } from './mdc.ts';
import { mg1 } from './mg1.ts';

/** Mean wait by the series of Crommelin: each term is a mean excess of n services over the time in which n c jobs come. */
function crommelin(rate: number, serviceS: number, servers: number): number {
  let wait = 0;
  for (let n = 1; n < 800; n++) {
    const mean = rate * n * serviceS;
    // P(Poisson >= k) from k on.
    const from = (k: number): number => {
      let term = Math.exp(k * Math.log(mean) - mean - lnFactorial(k));
      let sum = 0;
      for (let i = k; term > 1e-25 || i < mean; i++) {
        sum += term;
        term *= mean / (i + 1);
      }
      return sum;
    };
    const k = n * servers;
    wait += (n * serviceS * from(k) - (k / rate) * from(k + 1)) / n;
  }
  return wait;
}

function lnFactorial(k: number): number {
  let sum = 0;
  for (let i = 2; i <= k; i++) sum += Math.log(i);
  return sum;
}

describe('mdc', () => {
  test.each([0.3, 0.8, 0.97])(
    'of one server is M/D/1 by Pollaczek-Khinchine at %s erlangs',
    (load) => {
      const { meanWaitS, waitProbability, states } = mdc(load, 1, 1)!;
      expect(meanWaitS / mg1(load, 1, 0).meanWaitS).toBeCloseTo(1, 10);
      expect(waitProbability).toBeCloseTo(load, 12);
      // One leaves nobody behind if none comes in a service: p0 = (p0 + p1) e^-a.
      expect(states[1]! / states[0]!).toBeCloseTo(Math.exp(load) - 1, 11);
    },
  );

  test.each([
    [1.6, 2],
    [4, 5],
    [12, 20],
  ])('of %s erlangs at %s servers waits as the series of Crommelin says', (load, servers) => {
    expect(mdc(load * 2, 0.5, servers)!.meanWaitS / crommelin(load * 2, 0.5, servers)).toBeCloseTo(
      1,
      9,
    );
  });

  test('is unknown where there are too many states', () => {
    expect(mdc(0.9999, 1, 1)).toBeNull();
  });
});

describe('mdcWaitQuantileS', () => {
  // Within the first service P(W <= t) = (1 - a) e^(a t), within the second one less (1 - a) a (t - 1) e^(a (t - 1)).
  const { states } = mdc(0.5, 1, 1)!;

  test('is 0 for those that need not wait', () => {
    expect(mdcWaitQuantileS(0.5, 1, 1, states, 0.4)).toBe(0);
  });

  test('within a service solves (1 - a) e^(a t) = p', () => {
    expect(mdcWaitQuantileS(0.5, 1, 1, states, 0.7)).toBeCloseTo(2 * Math.log(1.4), 12);
  });

  test('within the second one, too', () => {
    const t = mdcWaitQuantileS(0.5, 1, 1, states, 0.9);
    const u = t - 1;
    expect(0.5 * (Math.exp(t / 2) - (u / 2) * Math.exp(u / 2))).toBeCloseTo(0.9, 12);
  });

  test('of two servers integrates to the mean wait', () => {
    const { states: two, meanWaitS } = mdc(1.6, 1, 2)!;
    const parts = 2000;
    let mean = 0;
    for (let i = 0; i < parts; i++)
      mean += mdcWaitQuantileS(1.6, 1, 2, two, (i + 0.5) / parts) / parts;
    expect(mean / meanWaitS).toBeCloseTo(1, 2);
  });
});
