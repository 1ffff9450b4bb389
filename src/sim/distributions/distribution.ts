/** A duration in s: a number is always the same one. Rates per s, probabilities 0..1, shapes and coefficients of variation > 0. */
export type Distribution =
  | number
  | { readonly exponential: { readonly mean_s: number } }
  | { readonly erlang: { readonly phases: number; readonly mean_s: number } }
  | { readonly coxian: Coxian }
  | { readonly hyperexponential: readonly HyperexponentialBranch[] }
  | { readonly lognormal: { readonly mean_s: number; readonly cv: number } }
  | { readonly weibull: { readonly shape: number; readonly scale_s: number } }
  | { readonly gamma: { readonly shape: number; readonly mean_s: number } }
  | { readonly pareto: { readonly shape: number; readonly min_s: number; readonly max_s: number } }
  | { readonly uniform: { readonly min_s: number; readonly max_s: number } }
  | { readonly empirical: { readonly values_s: readonly number[] } };

/** Exponential phases in a row: after phase i the next one follows with probability `continue[i]`, else it is over. */
export interface Coxian {
  readonly rates_per_s: readonly number[];
  /** One fewer than the rates. */
  readonly continue: readonly number[];
}

/** With `probability` the duration is exponential with `mean_s`; the probabilities sum to 1. */
export interface HyperexponentialBranch {
  readonly probability: number;
  readonly mean_s: number;
}

/** Whether a distribution is exponential, under whatever name. */
export function isExponential(distribution: Distribution): boolean {
  if (typeof distribution === 'number') return false;
  if ('erlang' in distribution) return distribution.erlang.phases === 1;
  if ('coxian' in distribution) return distribution.coxian.rates_per_s.length === 1;
  if ('hyperexponential' in distribution) {
    const [first, ...others] = distribution.hyperexponential;
    return others.every(({ mean_s }) => mean_s === first!.mean_s);
  }
  if ('gamma' in distribution) return distribution.gamma.shape === 1;
  if ('weibull' in distribution) return distribution.weibull.shape === 1;
  return 'exponential' in distribution;
}

/** Whether a duration may be 0 with a probability above 0. */
export function mayBeZero(distribution: Distribution): boolean {
  if (typeof distribution === 'number') return distribution === 0;
  return 'empirical' in distribution && distribution.empirical.values_s.includes(0);
}

/** Between which times a duration lies for certain, s; Infinity where it knows no longest. */
export function rangeOf(distribution: Distribution): readonly [least: number, most: number] {
  if (typeof distribution === 'number') return [distribution, distribution];
  if ('uniform' in distribution) return [distribution.uniform.min_s, distribution.uniform.max_s];
  if ('pareto' in distribution) return [distribution.pareto.min_s, distribution.pareto.max_s];
  if (!('empirical' in distribution)) return [0, Infinity];
  const { values_s } = distribution.empirical;
  const outermost = (of: (a: number, b: number) => number): number =>
    values_s.reduce((a, b) => of(a, b));
  return [outermost(Math.min), outermost(Math.max)];
}
