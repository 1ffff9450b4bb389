import { describe, expect, test } from 'vitest';
import { poissonProbabilities } from '../stats/poisson.ts';
import { erlangC } from './erlang.ts';
import { waitQuantileS } from './exponentialWait.ts';
import { type CountsBetween, gimcWait } from './gimc.ts';

const poisson =
  (arrivalRate: number): CountsBetween =>
  (rate, most) =>
    Array.from(
      { length: most + 1 },
      (_, k) => (arrivalRate / (arrivalRate + rate)) * (rate / (arrivalRate + rate)) ** k,
    );

const regular =
  (pauseS: number): CountsBetween =>
  (rate, most) =>
    poissonProbabilities(rate * pauseS, most);

describe('gimcWait', () => {
  test.each([
    [0.5, 1],
    [0.9, 1],
    [1.5, 2],
    [4.5, 5],
    [18, 20],
    [3, 40],
  ])('of Poisson arrivals is M/M/c: %s erlangs at %s servers', (load, servers) => {
    const { probability, meanS } = gimcWait(poisson(load), 1, servers)!;
    expect(probability / erlangC(load, servers)).toBeCloseTo(1, 10);
    expect(meanS).toBeCloseTo(1 / (servers - load), 10);
  });

  test('of regular arrivals at one server solves s = e^-(1 - s)/load', () => {
    const { probability, meanS } = gimcWait(regular(2), 1, 1)!;
    expect(probability).toBeCloseTo(Math.exp(-2 * (1 - probability)), 14);
    // Published as 0.2032 for half a load.
    expect(probability).toBeCloseTo(0.2032, 4);
    expect(meanS).toBeCloseTo(1 / (1 - probability), 14);
  });

  test('of regular arrivals at two servers', () => {
    // Who finds nobody leaves one behind, who stays with probability e^-1; from one and from crowds of s^m
    // beyond it the two servers are to be emptied: found 0 and 1 balance e^-1 p0 = P(<= 0 | 1 or more).
    const { probability, meanS } = gimcWait(regular(1), 1, 2)!;
    const s = 1 - 1 / (2 * meanS);
    expect(s).toBeCloseTo(Math.exp(-2 * (1 - s)), 14);
    // Both of two have left by 1 s with (1 - e^-1)^2; m more delay them by an exponential time of rate 2 (1 - s) if any.
    const e = Math.exp(-1);
    const both = (t: number): number => (1 - Math.exp(-t)) ** 2;
    const parts = 20_000;
    let delayed = 0;
    for (let i = 0; i < parts; i++) {
      const t = (i + 0.5) / parts;
      delayed += (2 * s * Math.exp(-2 * (1 - s) * t) * both(1 - t)) / parts;
    }
    const none = (both(1) + delayed) / e;
    expect(probability).toBeCloseTo(s / (1 - s) / (none + 1 / (1 - s)), 8);
  });

  test('waits less the more regular arrivals are', () => {
    expect(gimcWait(regular(0.3), 1, 4)!.probability).toBeLessThan(erlangC(1 / 0.3, 4));
  });

  test.each([
    [poisson(28.5), 30],
    [regular(1 / 280), 300],
  ])('asks for little more than one transform for each server', (between, servers) => {
    let asked = 0;
    const counted: CountsBetween = (rate, most) => {
      asked++;
      expect(most).toBe(0);
      return between(rate, most);
    };
    expect(gimcWait(counted, 1, servers)!.probability).toBeGreaterThan(0.05);
    expect(asked).toBeLessThan(servers + 40);
  });

  test('is next to nothing where hardly anybody finds another, and does not divide by it', () => {
    // One job is left from before with e^-20, and it and the next one are both left with e^-40 of that.
    const { probability, meanS } = gimcWait(regular(20), 1, 2)!;
    expect(probability / Math.exp(-60)).toBeCloseTo(1, 6);
    expect(meanS).toBeCloseTo(1 / 2, 12);
    expect(gimcWait(regular(1e6), 1, 2)).toEqual({ probability: 0, meanS: 1 / 2 });
  });

  test('is unknown where it takes too long', () => {
    expect(gimcWait(poisson(900), 1, 1000)).toBeNull();
  });
});

test('waitQuantileS is 0 for those that need not wait', () => {
  const wait = { probability: 0.2, meanS: 3 };
  expect(waitQuantileS(wait, 0.8)).toBe(0);
  expect(waitQuantileS(wait, 0.9)).toBeCloseTo(3 * Math.log(2), 14);
});
