import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import { type Distribution, isExponential } from './distribution.ts';
import { momentsOf } from './moments.ts';
import { Sampler } from './sampler.ts';

const N = 200_000;

function sample(distribution: Distribution, n: number, seed = 1): Float64Array {
  const sampler = new Sampler();
  const index = sampler.add(distribution);
  const bank = new StreamBank(seed, 'durations', 1);
  return Float64Array.from({ length: n }, () => sampler.sample(index, bank, 0));
}

const distributions: [name: string, Distribution][] = [
  ['a constant', 3],
  ['exponential', { exponential: { mean_s: 0.2 } }],
  ['Erlang', { erlang: { phases: 4, mean_s: 2 } }],
  ['Coxian', { coxian: { rates_per_s: [4, 0.5], continue: [0.125] } }],
  [
    'hyperexponential',
    {
      hyperexponential: [
        { probability: 0.9, mean_s: 0.5 },
        { probability: 0.1, mean_s: 5 },
      ],
    },
  ],
  ['lognormal', { lognormal: { mean_s: 0.1, cv: 1.5 } }],
  ['Weibull', { weibull: { shape: 0.8, scale_s: 2 } }],
  ['gamma of a shape below 1', { gamma: { shape: 0.5, mean_s: 3 } }],
  ['gamma of a shape above 1', { gamma: { shape: 2.5, mean_s: 3 } }],
  ['truncated Pareto', { pareto: { shape: 1.2, min_s: 0.1, max_s: 20 } }],
  ['uniform', { uniform: { min_s: 1, max_s: 4 } }],
  ['empirical', { empirical: { values_s: [1, 2, 2, 7] } }],
];

describe('Sampler', () => {
  test.each(distributions)('draws %s with its mean and its variance', (_, distribution) => {
    const { mean, squaredCv } = momentsOf(distribution);
    const values = sample(distribution, N);
    const sampled = values.reduce((sum, value) => sum + value, 0) / N;
    const squares = values.map((value) => (value - mean) ** 2);
    const variance = squares.reduce((sum, square) => sum + square, 0) / N;
    const deviation = Math.sqrt(squaredCv) * mean;
    expect(Math.abs(sampled - mean)).toBeLessThanOrEqual((4.5 * deviation) / Math.sqrt(N));
    // The error of a sampled variance, from the spread of the squares themselves.
    const spread = squares.reduce((sum, square) => sum + (square - variance) ** 2, 0) / N;
    expect(Math.abs(variance - deviation ** 2)).toBeLessThanOrEqual(
      4.5 * Math.sqrt(spread / N) + 1e-12,
    );
  });

  test.each(distributions.slice(1))(
    'takes one number of its stream for each draw of %s',
    (_, distribution) => {
      const sampler = new Sampler();
      const index = sampler.add(distribution);
      const bank = new StreamBank(7, 'durations', 1);
      const plain = new StreamBank(7, 'durations', 1);
      for (let i = 0; i < 100; i++) {
        sampler.sample(index, bank, 0);
        plain.uniform(0);
      }
      expect(bank.uniform(0)).toBe(plain.uniform(0));
    },
  );

  test('draws gamma numbers whose distribution function is that of an Erlang one of the same shape', () => {
    const below = (values: Float64Array, x: number): number =>
      values.filter((value) => value < x).length / N;
    const gamma = sample({ gamma: { shape: 3, mean_s: 3 } }, N);
    for (const x of [0.5, 1, 2, 3, 5, 8]) {
      const exact = 1 - Math.exp(-x) * (1 + x + (x * x) / 2);
      expect(Math.abs(below(gamma, x) - exact)).toBeLessThan(
        4.5 * Math.sqrt((exact * (1 - exact)) / N),
      );
    }
  });

  test('stays within the bounds of what is bounded', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (shape, min_s, factor, seed) => {
          const max_s = min_s * factor;
          for (const value of [
            ...sample({ pareto: { shape, min_s, max_s } }, 20, seed),
            ...sample({ uniform: { min_s, max_s } }, 20, seed),
          ]) {
            expect(value).toBeGreaterThanOrEqual(min_s * (1 - 1e-12));
            expect(value).toBeLessThanOrEqual(max_s * (1 + 1e-12));
          }
        },
      ),
    );
  });
});

describe('momentsOf', () => {
  test.each([
    // 1/4 + 1/8 of 2 s; second moment 2/16 + 2/8 · 1/4 · ... worked backwards: 8 for phase two alone.
    [{ coxian: { rates_per_s: [4, 0.5], continue: [0.125] } }, 0.5, (0.125 + 0.125 + 1) / 0.25 - 1],
    [{ uniform: { min_s: 0, max_s: 6 } }, 3, 1 / 3],
    [{ erlang: { phases: 4, mean_s: 2 } }, 2, 1 / 4],
    [{ weibull: { shape: 1, scale_s: 2 } }, 2, 1],
    [{ weibull: { shape: 0.5, scale_s: 2 } }, 4, 5],
    [{ empirical: { values_s: [1, 3] } }, 2, 1 / 4],
    [{ hyperexponential: [{ probability: 1, mean_s: 2 }] }, 2, 1],
    [
      { pareto: { shape: 1, min_s: 1, max_s: Math.E } },
      Math.E / (Math.E - 1),
      (Math.E - 1) ** 2 / Math.E - 1,
    ],
    // Next to nothing is longer than the shortest: 1 part in 999 on average.
    [{ pareto: { shape: 1000, min_s: 0.001, max_s: 1 } }, 0.001 * (1 + 1 / 999), 1 / (1000 * 998)],
    [5, 5, 0],
  ] satisfies [Distribution, number, number][])('of %j', (distribution, mean, squaredCv) => {
    expect(momentsOf(distribution).mean).toBeCloseTo(mean, 12);
    expect(momentsOf(distribution).squaredCv).toBeCloseTo(squaredCv, 12);
  });
});

test('isExponential sees through other names', () => {
  expect(isExponential({ erlang: { phases: 1, mean_s: 2 } })).toBe(true);
  expect(isExponential({ gamma: { shape: 1, mean_s: 2 } })).toBe(true);
  expect(isExponential({ weibull: { shape: 1, scale_s: 2 } })).toBe(true);
  expect(isExponential({ erlang: { phases: 2, mean_s: 2 } })).toBe(false);
  expect(isExponential(1)).toBe(false);
});
