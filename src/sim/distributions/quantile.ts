import { exp, log1p, power } from '../math/logarithm.ts';
import { normalQuantile } from '../stats/normal.ts';
import type { Distribution } from './distribution.ts';
import { lognormalOf } from './lognormal.ts';

/**
 * Quantiles of a duration in s, by their share 0..1 (not 1); null for those that have no closed form, and for lists, of which a share
 * may lie between two values. Source: M. Evans et al., Statistical Distributions, 4th ed. (2011), the chapter of each distribution.
 */
export function quantileOf(duration: Distribution): ((p: number) => number) | null {
  if (typeof duration === 'number') return () => duration;
  if ('exponential' in duration) {
    const { mean_s } = duration.exponential;
    return (p) => -mean_s * log1p(-p);
  }
  if ('uniform' in duration) {
    const { min_s, max_s } = duration.uniform;
    return (p) => min_s + p * (max_s - min_s);
  }
  if ('lognormal' in duration) {
    const { medianS, sigma } = lognormalOf(duration.lognormal);
    return (p) => medianS * exp(sigma * normalQuantile(p));
  }
  if ('weibull' in duration) {
    const { shape, scale_s } = duration.weibull;
    return (p) => scale_s * power(-log1p(-p), 1 / shape);
  }
  if ('pareto' in duration) {
    const { shape, min_s, max_s } = duration.pareto;
    const span = 1 - power(min_s / max_s, shape);
    return (p) => min_s * power(1 - p * span, -1 / shape);
  }
  return null;
}
