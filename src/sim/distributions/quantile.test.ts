import { expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import type { Distribution } from './distribution.ts';
import { quantileOf } from './quantile.ts';
import { Sampler } from './sampler.ts';

test.each<[Distribution, p: number, quantile: number]>([
  [3, 0.9, 3],
  [{ exponential: { mean_s: 2 } }, 0.75, 4 * Math.LN2],
  [{ uniform: { min_s: 1, max_s: 5 } }, 0.25, 2],
  // The median is the mean by sqrt(1 + cv²).
  [{ lognormal: { mean_s: 2, cv: Math.sqrt(3) } }, 0.5, 1],
  [{ weibull: { shape: 2, scale_s: 3 } }, 1 - Math.exp(-4), 6],
  // Half of 1/x² on 1..2 lies below 4/3.
  [{ pareto: { shape: 1, min_s: 1, max_s: 2 } }, 0.5, 4 / 3],
])('quantileOf %j', (duration, p, quantile) => {
  expect(quantileOf(duration)!(p)).toBeCloseTo(quantile, 12);
});

test.each<Distribution>([
  { exponential: { mean_s: 2 } },
  { uniform: { min_s: 1, max_s: 5 } },
  { lognormal: { mean_s: 2, cv: 0.7 } },
  { weibull: { shape: 0.7, scale_s: 3 } },
  { pareto: { shape: 1.4, min_s: 1, max_s: 20 } },
])('a tenth of the draws of %j are above their last decile', (duration) => {
  const sampler = new Sampler();
  const index = sampler.add(duration);
  const bank = new StreamBank(3, 'quantiles', 1);
  const decile = quantileOf(duration)!(0.9);
  const n = 40_000;
  let above = 0;
  for (let i = 0; i < n; i++) if (sampler.sample(index, bank, 0) > decile) above++;
  expect(Math.abs(above / n - 0.1)).toBeLessThan(4.5 * Math.sqrt(0.09 / n));
});

test('there is none of a list, or without a closed form', () => {
  expect(quantileOf({ empirical: { values_s: [1, 2] } })).toBeNull();
  expect(quantileOf({ gamma: { shape: 1.5, mean_s: 1 } })).toBeNull();
});
