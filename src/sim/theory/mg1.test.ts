import { describe, expect, test } from 'vitest';
import { allenCunneen, mg1, mg1ProcessorSharing } from './mg1.ts';
import { mm1, mmc } from './mmc.ts';

describe('mg1', () => {
  test.each([
    ['deterministic', 0.8, 1, 0, 2],
    ['lognormal with cv 2', 7, 0.1, 2, 0.5833333333],
    ['Erlang-2', 0.75, 1, Math.SQRT1_2, 2.25],
  ])('with %s service', (_, rate, serviceS, cv, wait) => {
    expect(mg1(rate, serviceS, cv).meanWaitS).toBeCloseTo(wait, 9);
  });

  test('with exponential service is M/M/1', () => {
    expect(mg1(0.9, 1, 1).meanInSystem).toBeCloseTo(mm1(0.9, 1).meanInSystem, 10);
  });

  test('has no steady state at full load', () => {
    expect(mg1(1, 1, 0).meanWaitS).toBe(Infinity);
  });
});

describe('mg1ProcessorSharing', () => {
  test('slows every job by the same factor', () => {
    expect(mg1ProcessorSharing(4, 1 / 9).slowdown).toBeCloseTo(1.8, 12);
    expect(mg1ProcessorSharing(4, 1 / 9).meanResponseS).toBeCloseTo(0.2, 12);
    expect(mg1ProcessorSharing(7, 0.1).meanInSystem).toBeCloseTo(2.333333333, 9);
  });

  test('has no steady state at full load', () => {
    expect(mg1ProcessorSharing(2, 0.5).meanResponseS).toBe(Infinity);
  });
});

describe('allenCunneen', () => {
  test('is exact for M/M/c and for M/G/1', () => {
    expect(allenCunneen(90, 0.2, 20, 1, 1).meanWaitS).toBeCloseTo(mmc(90, 0.2, 20).meanWaitS, 12);
    expect(allenCunneen(7, 0.1, 1, 1, 2).meanWaitS).toBeCloseTo(mg1(7, 0.1, 2).meanWaitS, 12);
  });

  test('sees no wait where nothing varies', () => {
    expect(allenCunneen(90, 0.2, 20, 0, 0).meanWaitS).toBe(0);
  });
});
