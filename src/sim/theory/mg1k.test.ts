import { describe, expect, test } from 'vitest';
import { poissonProbabilities } from '../stats/poisson.ts';
import { mg1 } from './mg1.ts';
import { type Counts, mg1k } from './mg1k.ts';
import { mmck } from './mmck.ts';

const constant =
  (load: number): Counts =>
  (most) =>
    poissonProbabilities(load, most);

const exponential =
  (load: number): Counts =>
  (most) =>
    Array.from({ length: most + 1 }, (_, k) => (1 / (1 + load)) * (load / (1 + load)) ** k);

describe('mg1k', () => {
  test('of a constant service with one place to wait', () => {
    // A departure leaves nobody behind with probability e^-a: 1 of e^-a + a is admitted.
    for (const load of [0.5, 1, 3]) {
      const { blockProbability, waitProbability } = mg1k(1, load, 2, constant(load))!;
      expect(blockProbability).toBeCloseTo(1 - 1 / (Math.exp(-load) + load), 14);
      expect(waitProbability).toBeCloseTo(1 - Math.exp(-load), 14);
    }
  });

  test('of a constant service with two places to wait at one erlang', () => {
    // Departures leave 0, 1 and 2 behind with weights 1, e - 1 and e (e - 2).
    const weights = [1, Math.E - 1, Math.E * (Math.E - 2)];
    const sum = weights[0]! + weights[1]! + weights[2]!;
    const { blockProbability, meanInSystem } = mg1k(1, 1, 3, constant(1))!;
    expect(blockProbability).toBeCloseTo(1 / (1 + sum), 14);
    expect(meanInSystem).toBeCloseTo((weights[1]! + 2 * weights[2]! + 3) / (1 + sum), 13);
  });

  test.each([
    [0.5, 1],
    [0.5, 40],
    [0.9, 11],
    [30, 400],
  ])('of exponential services is M/M/1/K, at %s erlangs and %s places', (load, capacity) => {
    const exact = mmck(load, 1, 1, capacity);
    const solved = mg1k(load, load, capacity, exponential(load))!;
    expect(solved.blockProbability / exact.blockProbability).toBeCloseTo(1, 11);
    expect(solved.meanInSystem / exact.meanInSystem).toBeCloseTo(1, 11);
    expect(solved.waitProbability).toBeCloseTo(exact.waitProbability, 12);
    expect(Math.abs(solved.meanWaitS - exact.meanWaitS)).toBeLessThan(
      1e-10 * (1 + exact.meanWaitS),
    );
  });

  test('with plenty of places is M/D/1', () => {
    const { meanWaitS, blockProbability } = mg1k(0.8, 0.8, 300, constant(0.8))!;
    expect(meanWaitS).toBeCloseTo(mg1(0.8, 1, 0).meanWaitS, 10);
    expect(blockProbability).toBeLessThan(1e-50);
    expect(blockProbability).toBeGreaterThan(0);
  });

  test('is unknown where services without an arrival are too rare', () => {
    expect(mg1k(1, 1000, 5, constant(1000))).toBeNull();
  });
});
