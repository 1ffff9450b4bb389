import { describe, expect, test } from 'vitest';
import { erlangMixtureQuantileS, withService } from './erlangMixture.ts';
import { mmcResponseQuantileS, mmcWaitQuantileS } from './mmc.ts';

describe('erlangMixtureQuantileS', () => {
  test('of one stage is that of an exponential time', () => {
    expect(erlangMixtureQuantileS([0, 1], 2, 0.9)).toBeCloseTo(2 * Math.log(10), 12);
  });

  test('of two stages solves e^-t (1 + t) = 1 - p', () => {
    const t = erlangMixtureQuantileS([0, 0, 1], 1, 0.95);
    expect(Math.exp(-t) * (1 + t)).toBeCloseTo(0.05, 14);
  });

  test('is 0 for those that have no stage', () => {
    expect(erlangMixtureQuantileS([0.75, 0.25], 1, 0.5)).toBe(0);
    expect(erlangMixtureQuantileS([0.75, 0.25], 1, 0.9)).toBeCloseTo(Math.log(2.5), 12);
  });
});

test('Stages of a wait, and of a service after it, give the quantiles of M/M/2', () => {
  // At 1.5 per s, 1 s of service: 5 of 14 find a server, the others one to infinitely many stages of half a second.
  const found = Array.from({ length: 200 }, (_, n) =>
    n === 0 ? 5 / 14 : (9 / 14) * 0.25 * 0.75 ** (n - 1),
  );
  expect(erlangMixtureQuantileS(found, 0.5, 0.95)).toBeCloseTo(
    mmcWaitQuantileS(1.5, 1, 2, 0.95),
    10,
  );
  const visit = withService(found, 2);
  expect(visit.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(erlangMixtureQuantileS(visit, 0.5, 0.95)).toBeCloseTo(
    mmcResponseQuantileS(1.5, 1, 2, 0.95),
    10,
  );
});
