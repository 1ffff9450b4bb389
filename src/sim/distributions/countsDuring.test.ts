import { describe, expect, test } from 'vitest';
import { countsDuring } from './countsDuring.ts';
import type { Distribution } from './distribution.ts';
import { momentsOf } from './moments.ts';

const distributions: [name: string, Distribution][] = [
  ['a constant', 3],
  ['exponential', { exponential: { mean_s: 0.2 } }],
  ['Erlang', { erlang: { phases: 4, mean_s: 2 } }],
  ['Erlang of many phases', { erlang: { phases: 1000, mean_s: 90 } }],
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
  ['lognormal, hardly varying', { lognormal: { mean_s: 20, cv: 0.01 } }],
  ['lognormal without variation', { lognormal: { mean_s: 2, cv: 0 } }],
  ['Weibull', { weibull: { shape: 0.8, scale_s: 2 } }],
  ['Weibull of a large shape', { weibull: { shape: 50, scale_s: 2 } }],
  ['gamma of a shape below 1', { gamma: { shape: 0.5, mean_s: 3 } }],
  ['truncated Pareto', { pareto: { shape: 1.2, min_s: 0.1, max_s: 20 } }],
  ['uniform', { uniform: { min_s: 1, max_s: 4 } }],
  ['uniform from 0 on', { uniform: { min_s: 0, max_s: 30 } }],
  ['empirical', { empirical: { values_s: [1, 2, 2, 7] } }],
];

describe('countsDuring', () => {
  test.each(distributions)(
    'of %s sum to 1, with the mean and the variance that follow from its own',
    (_, duration) => {
      const { mean, squaredCv } = momentsOf(duration);
      for (const rate of [0.1, 3]) {
        const p = countsDuring(duration, rate, 1500);
        const moment = (order: number): number =>
          p.reduce((sum, one, k) => sum + one * k ** order, 0);
        const points = rate * mean;
        expect(Math.abs(moment(0) - 1)).toBeLessThan(1e-12);
        expect(Math.abs(moment(1) / points - 1)).toBeLessThan(1e-11);
        // The longest lognormal times have more points than are counted here.
        const second = points + points ** 2 * (1 + squaredCv);
        expect(Math.abs(moment(2) / second - 1)).toBeLessThan(1e-9);
      }
    },
  );

  test('of an Erlang duration of two phases of 1 s at 1 per s are (k + 1) 2^-(k+2)', () => {
    const p = countsDuring({ erlang: { phases: 2, mean_s: 2 } }, 1, 3);
    expect([...p]).toEqual([1 / 4, 1 / 4, 3 / 16, 1 / 8].map((exact) => expect.closeTo(exact, 14)));
  });

  test('of a uniform one begin with its transform, (e^-a - e^-b)/(b - a)', () => {
    const [none] = countsDuring({ uniform: { min_s: 1, max_s: 4 } }, 1, 0);
    expect(none).toBeCloseTo((Math.exp(-1) - Math.exp(-4)) / 3, 13);
  });

  test('of a Weibull one of shape 1/2 begin with sqrt(pi)/2 e^(1/4) erfc(1/2)', () => {
    const [none] = countsDuring({ weibull: { shape: 0.5, scale_s: 1 } }, 1, 0);
    expect(none).toBeCloseTo(0.545641360765047, 12);
  });

  test('of a Weibull one of shape 1 are those of an exponential one', () => {
    const weibull = countsDuring({ weibull: { shape: 1, scale_s: 2 } }, 3, 60);
    const exponential = countsDuring({ exponential: { mean_s: 2 } }, 3, 60);
    for (const [k, p] of weibull.entries())
      expect(Math.abs(p / exponential[k]! - 1)).toBeLessThan(1e-11);
  });

  test('keep their digits where no points are next to impossible', () => {
    const p = countsDuring({ erlang: { phases: 900, mean_s: 900 } }, 4, 5000);
    expect(p[0]).toBe(0);
    expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  });
});
