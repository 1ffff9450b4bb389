import { exp, ln, power } from '../math/logarithm.ts';
import { unitExponential } from '../math/unitExponential.ts';
import { mix, type StreamBank } from '../kernel/randomStreams.ts';
import { normalQuantile } from '../stats/normal.ts';
import type { Distribution } from './distribution.ts';
import { lognormalOf } from './lognormal.ts';

const CONSTANT = 0;
const EXPONENTIAL = 1;
const UNIFORM = 2;
const LOGNORMAL = 3;
const ERLANG = 4;
const COXIAN = 5;
const HYPEREXPONENTIAL = 6;
const WEIBULL = 7;
const GAMMA = 8;
const PARETO = 9;
const EMPIRICAL = 10;

/**
 * Distributions compiled into flat arrays, to draw from; in whatever unit they were given. Each draw that is random takes
 * exactly one number of its stream, so that streams stay in step between runs that differ in parameters only: what needs
 * several numbers gets them from a small generator that the one number seeds.
 */
export class Sampler {
  private readonly kinds: number[] = [];
  private readonly first: number[] = [];
  private readonly second: number[] = [];
  private readonly third: number[] = [];
  /** Lists of the kinds that need one, from the index in `third` on: `second` values. */
  private readonly lists: number[] = [];

  constant(value: number): number {
    return this.push(CONSTANT, value, 0);
  }

  exponential(mean: number): number {
    return this.push(EXPONENTIAL, mean, 0);
  }

  uniform(min: number, width: number): number {
    return this.push(UNIFORM, min, width);
  }

  /** `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number {
    return this.push(LOGNORMAL, median, sigma);
  }

  /** Compiles a distribution of a document; returns its index. */
  add(distribution: Distribution): number {
    if (typeof distribution === 'number') return this.constant(distribution);
    if ('exponential' in distribution) return this.exponential(distribution.exponential.mean_s);
    if ('uniform' in distribution) {
      const { min_s, max_s } = distribution.uniform;
      return this.uniform(min_s, max_s - min_s);
    }
    if ('lognormal' in distribution) {
      const { medianS, sigma } = lognormalOf(distribution.lognormal);
      return this.lognormal(medianS, sigma);
    }
    if ('erlang' in distribution) {
      const { phases, mean_s } = distribution.erlang;
      return this.push(ERLANG, mean_s / phases, phases);
    }
    if ('coxian' in distribution) {
      const { rates_per_s, continue: onwards } = distribution.coxian;
      // Pairs of mean and probability to go on.
      return this.pushList(
        COXIAN,
        0,
        rates_per_s.flatMap((rate, i) => [1 / rate, onwards[i] ?? 0]),
      );
    }
    if ('hyperexponential' in distribution) {
      const branches = distribution.hyperexponential;
      return this.pushList(
        HYPEREXPONENTIAL,
        0,
        branches.flatMap(({ probability, mean_s }) => [probability, mean_s]),
      );
    }
    if ('weibull' in distribution) {
      return this.push(WEIBULL, distribution.weibull.scale_s, 1 / distribution.weibull.shape);
    }
    if ('gamma' in distribution) {
      return this.push(
        GAMMA,
        distribution.gamma.mean_s / distribution.gamma.shape,
        distribution.gamma.shape,
      );
    }
    if ('pareto' in distribution) {
      const { shape, min_s, max_s } = distribution.pareto;
      return this.push(PARETO, min_s, 1 - power(min_s / max_s, shape), -1 / shape);
    }
    return this.pushList(EMPIRICAL, 0, distribution.empirical.values_s);
  }

  /** A duration, drawn from stream `stream` of `bank`. */
  sample(index: number, bank: StreamBank, stream: number): number {
    // Exponential ones are the most frequent by far, and what is small is compiled into its callers.
    return this.kinds[index] === EXPONENTIAL
      ? unitExponential(bank.bits(stream)) * this.first[index]!
      : this.sampleOther(index, bank, stream);
  }

  private sampleOther(index: number, bank: StreamBank, stream: number): number {
    const first = this.first[index]!;
    switch (this.kinds[index]) {
      case CONSTANT:
        return first;
      case UNIFORM:
        return first + bank.uniform(stream) * this.second[index]!;
      case LOGNORMAL:
        return first * exp(this.second[index]! * normalQuantile(bank.uniform(stream)));
      case WEIBULL:
        return first * power(unitExponential(bank.bits(stream)), this.second[index]!);
      case PARETO:
        return first * power(1 - bank.uniform(stream) * this.second[index]!, this.third[index]!);
      default:
        return this.fromList(index, bank.uniform(stream));
    }
  }

  private fromList(index: number, uniform: number): number {
    const first = this.first[index]!;
    const second = this.second[index]!;
    const from = this.third[index]!;
    switch (this.kinds[index]) {
      case ERLANG:
        return first * erlang(uniform, second);
      case GAMMA:
        return first * gamma(uniform, second);
      case COXIAN:
        return this.coxian(uniform, from, from + second);
      case HYPEREXPONENTIAL:
        return this.hyperexponential(uniform, from, from + second);
      default:
        return this.lists[from + Math.floor(uniform * second)]!;
    }
  }

  private coxian(uniform: number, from: number, to: number): number {
    let seed = bitsOf(uniform);
    let sum = 0;
    for (let at = from; at < to; at += 2) {
      seed = (seed + GOLDEN) | 0;
      sum -= ln(fraction(seed)) * this.lists[at]!;
      seed = (seed + GOLDEN) | 0;
      if (fraction(seed) >= this.lists[at + 1]!) break;
    }
    return sum;
  }

  /** The number that picks the branch, stretched over that branch, is again a uniform one. */
  private hyperexponential(uniform: number, from: number, to: number): number {
    let rest = uniform;
    for (let at = from; ; at += 2) {
      const probability = this.lists[at]!;
      // Rounding may leave the probabilities just short of 1.
      if (rest < probability || at + 2 >= to) {
        return -ln(Math.min(rest / probability, 1)) * this.lists[at + 1]!;
      }
      rest -= probability;
    }
  }

  private pushList(kind: number, first: number, list: readonly number[]): number {
    const index = this.push(kind, first, list.length, this.lists.length);
    this.lists.push(...list);
    return index;
  }

  private push(kind: number, first: number, second: number, third = 0): number {
    this.kinds.push(kind);
    this.first.push(first);
    this.second.push(second);
    this.third.push(third);
    return this.kinds.length - 1;
  }
}

/** 2^32 divided by the golden ratio: steps of it never meet the same number of 32 bits again before all have been met. */
const GOLDEN = 0x9e3779b9 | 0;

function bitsOf(uniform: number): number {
  return mix((uniform * 4294967296) | 0);
}

/** A uniform number in (0, 1) that `seed` stands for. */
function fraction(seed: number): number {
  return ((mix(seed) >>> 0) + 0.5) * 2.3283064365386963e-10;
}

/** Sum of `phases` exponential numbers of mean 1. */
function erlang(uniform: number, phases: number): number {
  let seed = bitsOf(uniform);
  let sum = 0;
  for (let i = 0; i < phases; i++) {
    seed = (seed + GOLDEN) | 0;
    sum -= ln(fraction(seed));
  }
  return sum;
}

/** A gamma number of scale 1. Source: G. Marsaglia and W. W. Tsang, ACM Trans. Math. Software 26 (2000) 363-372. */
function gamma(uniform: number, shape: number): number {
  let seed = bitsOf(uniform);
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    seed = (seed + GOLDEN) | 0;
    const x = normalQuantile(fraction(seed));
    const root = 1 + c * x;
    const v = root * root * root;
    seed = (seed + GOLDEN) | 0;
    if (v > 0 && ln(fraction(seed)) < 0.5 * x * x + d - d * v + d * ln(v)) {
      if (shape >= 1) return d * v;
      seed = (seed + GOLDEN) | 0;
      return d * v * power(fraction(seed), 1 / shape);
    }
  }
}
