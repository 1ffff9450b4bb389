import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clopperPearsonInterval,
  requestsToShow,
  wilsonInterval,
  zeroFailuresBound,
} from './proportion.ts';

const close = (interval: readonly number[], expected: readonly number[]): void => {
  for (const [i, bound] of interval.entries()) expect(bound).toBeCloseTo(expected[i]!, 11);
};

describe('wilsonInterval', () => {
  test.each([
    [35, 91, [0.29126551582560833, 0.4873123312349026]],
    [7, 57, [0.060780601589980846, 0.23246448435174005]],
    [280, 386, [0.6788074216171995, 0.7675278669033336]],
    [0, 100, [0, 0.03699349820698568]],
    [5, 5, [0.5655175352168251, 1]],
  ])('of %d in %d is %j', (count, n, expected) => {
    close(wilsonInterval(count, n), expected);
  });

  test('without a trial says nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('clopperPearsonInterval', () => {
  test.each([
    [35, 91, [0.28447982554879503, 0.49248165901207974]],
    [7, 57, [0.050828940158567204, 0.2367949993624274]],
    [0, 100, [0, 0.03621669264517641]],
    [5, 5, [0.4781762498950185, 1]],
    [0, 0, [0, 1]],
  ])('of %d in %d is %j', (count, n, expected) => {
    close(clopperPearsonInterval(count, n), expected);
  });

  test('covers the true share at least as often as it says', () => {
    // Exact coverage for n = 12: sum the binomial probabilities of the counts whose interval holds the share.
    for (const share of [0.01, 0.1, 0.3, 0.5, 0.77]) {
      let covered = 0;
      let probability = (1 - share) ** 12;
      for (let count = 0; count <= 12; count++) {
        const [low, high] = clopperPearsonInterval(count, 12);
        if (low <= share && share <= high) covered += probability;
        probability *= ((12 - count) / (count + 1)) * (share / (1 - share));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });
});

describe('intervals of a share', () => {
  test('hold the observed share, stay in 0..1 and mirror', () => {
    const trial = fc
      .integer({ min: 1, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(trial, ([count, n]) => {
        for (const interval of [wilsonInterval, clopperPearsonInterval]) {
          const [low, high] = interval(count, n);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(count / n + 1e-12);
          expect(high).toBeGreaterThanOrEqual(count / n - 1e-12);
          expect(interval(n - count, n)[0]).toBeCloseTo(1 - high, 9);
        }
      }),
    );
  });
});

describe('zeroFailuresBound', () => {
  test('is the rule of three for many requests and exact for one', () => {
    expect(zeroFailuresBound(1)).toBeCloseTo(0.95, 12);
    expect(zeroFailuresBound(386) * 386).toBeCloseTo(2.984, 3);
    expect(zeroFailuresBound(1e6) * 1e6).toBeCloseTo(-Math.log(0.05), 5);
    expect(zeroFailuresBound(0)).toBe(1);
  });
});

describe('requestsToShow', () => {
  test('needs 598 requests without a failure to show less than 0.5 %', () => {
    expect(requestsToShow(0.005)).toBe(598);
    expect(zeroFailuresBound(598)).toBeLessThan(0.005);
    expect(zeroFailuresBound(597)).toBeGreaterThan(0.005);
  });
});
