import { describe, expect, test } from 'vitest';
import { erlangMixtureQuantileS } from './erlangMixture.ts';
import { mg1 } from './mg1.ts';
import { mg1WaitStages, together } from './mg1Stages.ts';
import { mmcResponseQuantileS, mmcWaitQuantileS } from './mmc.ts';

const meanOf = (stages: readonly number[]): number => stages.reduce((sum, p, n) => sum + n * p, 0);

describe('mg1WaitStages', () => {
  test('of one stage is M/M/1', () => {
    const wait = mg1WaitStages(0.8, [0, 1])!;
    expect(wait[0]).toBeCloseTo(0.2, 14);
    expect(wait[3]).toBeCloseTo(0.2 * 0.8 ** 3, 14);
    expect(erlangMixtureQuantileS(wait, 1, 0.99)).toBeCloseTo(mmcWaitQuantileS(0.8, 1, 1, 0.99), 9);
    const visit = together(wait, [0, 1]);
    expect(erlangMixtureQuantileS(visit, 1, 0.95)).toBeCloseTo(
      mmcResponseQuantileS(0.8, 1, 1, 0.95),
      9,
    );
  });

  test('of two stages of half a second at half a load, by hand', () => {
    // One or two stages are left with 1/2 each, and another service was in front in half the cases.
    const wait = mg1WaitStages(0.5, [0, 0, 1])!;
    expect(wait.slice(0, 4)).toEqual(
      [1 / 2, 1 / 8, 5 / 32, 9 / 128].map((p) => expect.closeTo(p, 14)),
    );
    expect(meanOf(wait) / 2).toBeCloseTo(mg1(0.5, 1, Math.SQRT1_2).meanWaitS, 10);
  });

  test('of a mixture has the mean of Pollaczek and Khinchine', () => {
    const service = [0, 0.5, 0.2, 0, 0.1, 0.2];
    const mean = meanOf(service);
    const second = service.reduce((sum, p, n) => sum + n * (n + 1) * p, 0);
    const cv = Math.sqrt(second / mean ** 2 - 1);
    const wait = mg1WaitStages(0.9, service)!;
    expect(meanOf(wait) / mg1(0.9 / mean, mean, cv).meanWaitS).toBeCloseTo(1, 9);
  });

  test('is unknown where it takes too long', () => {
    const long = Array.from({ length: 20_000 }, (_, n) => Number(n === 19_999));
    expect(mg1WaitStages(0.5, long)).toBeNull();
  });
});
