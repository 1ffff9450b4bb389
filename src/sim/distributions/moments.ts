import { exp, expm1, ln } from '../math/logarithm.ts';
import { lnGamma } from '../stats/incompleteBeta.ts';
import type { Coxian, Distribution } from './distribution.ts';

/** Mean (s) and squared coefficient of variation of a distribution; 0 for the latter when the mean is 0. */
export interface DistributionMoments {
  readonly mean: number;
  readonly squaredCv: number;
}

/** Exact moments. Source: M. Evans et al., Statistical Distributions, 4th ed. (2011), the chapter of each distribution. */
export function momentsOf(distribution: Distribution): DistributionMoments {
  if (typeof distribution === 'number') return { mean: distribution, squaredCv: 0 };
  if ('exponential' in distribution) return { mean: distribution.exponential.mean_s, squaredCv: 1 };
  if ('erlang' in distribution) {
    const { mean_s, phases } = distribution.erlang;
    return { mean: mean_s, squaredCv: 1 / phases };
  }
  if ('lognormal' in distribution) {
    const { mean_s, cv } = distribution.lognormal;
    return { mean: mean_s, squaredCv: cv * cv };
  }
  if ('gamma' in distribution) {
    const { mean_s, shape } = distribution.gamma;
    return { mean: mean_s, squaredCv: 1 / shape };
  }
  return fromRaw(...rawMoments(distribution));
}

type Others = Exclude<
  Distribution,
  | number
  | { readonly exponential: unknown }
  | { readonly erlang: unknown }
  | { readonly lognormal: unknown }
  | { readonly gamma: unknown }
>;

/** First and second moment about 0. */
function rawMoments(distribution: Others): [first: number, second: number] {
  if ('coxian' in distribution) return coxianMoments(distribution.coxian);
  if ('hyperexponential' in distribution) {
    let first = 0;
    let second = 0;
    for (const { probability, mean_s } of distribution.hyperexponential) {
      first += probability * mean_s;
      second += 2 * probability * mean_s * mean_s;
    }
    return [first, second];
  }
  if ('weibull' in distribution) {
    const { shape, scale_s } = distribution.weibull;
    return [scale_s * exp(lnGamma(1 + 1 / shape)), scale_s * scale_s * exp(lnGamma(1 + 2 / shape))];
  }
  if ('pareto' in distribution) {
    const { shape, min_s, max_s } = distribution.pareto;
    return [
      truncatedParetoMoment(shape, min_s, max_s, 1),
      truncatedParetoMoment(shape, min_s, max_s, 2),
    ];
  }
  if ('uniform' in distribution) {
    const { min_s, max_s } = distribution.uniform;
    return [(min_s + max_s) / 2, (min_s * min_s + min_s * max_s + max_s * max_s) / 3];
  }
  const { values_s } = distribution.empirical;
  const mean = (of: (value: number) => number): number =>
    values_s.reduce((sum, value) => sum + of(value), 0) / values_s.length;
  return [mean((value) => value), mean((value) => value * value)];
}

/** Backwards over the phases: what is left from phase i on is its own time plus, perhaps, what is left from i + 1 on. */
function coxianMoments({ rates_per_s, continue: onwards }: Coxian): [number, number] {
  let first = 0;
  let second = 0;
  for (let i = rates_per_s.length - 1; i >= 0; i--) {
    const mean = 1 / rates_per_s[i]!;
    const p = onwards[i] ?? 0;
    second = 2 * mean * mean + 2 * mean * p * first + p * second;
    first = mean + p * first;
  }
  return [first, second];
}

/** Moment of order `k` of a density proportional to x^(-shape-1) on min..max, in units of min, so that no power overflows. */
function truncatedParetoMoment(shape: number, min: number, max: number, k: number): number {
  const span = ln(max / min);
  if (span === 0) return min ** k;
  const integral = (power: number): number => (power === 0 ? span : expm1(power * span) / power);
  return (min ** k * integral(k - shape)) / integral(-shape);
}

function fromRaw(first: number, second: number): DistributionMoments {
  return { mean: first, squaredCv: first === 0 ? 0 : Math.max(0, second / (first * first) - 1) };
}
