import { exp, ln, log1p } from '../math/logarithm.ts';
import { poissonProbabilities } from '../stats/poisson.ts';
import type { Coxian, Distribution } from './distribution.ts';
import { nodesOf, type Quadrature } from './nodes.ts';

const LARGE = 1e200;
const LN_LARGE = ln(LARGE);

/**
 * Probabilities of 0..`most` points of a Poisson process of `rate` per s during a duration; the first one alone is its
 * Laplace-Stieltjes transform at `rate`. All terms are positive, so that the relative error stays about 1e-12.
 */
export function countsDuring(duration: Distribution, rate: number, most: number): Float64Array {
  if (typeof duration === 'number') return poissonProbabilities(rate * duration, most);
  if ('exponential' in duration) return gammaCounts(1, rate * duration.exponential.mean_s, most);
  if ('erlang' in duration) {
    const { phases, mean_s } = duration.erlang;
    return gammaCounts(phases, rate * mean_s, most);
  }
  if ('gamma' in duration)
    return gammaCounts(duration.gamma.shape, rate * duration.gamma.mean_s, most);
  if ('coxian' in duration) return coxianCounts(duration.coxian, rate, most);
  if ('hyperexponential' in duration) {
    return mixedCounts(
      most,
      duration.hyperexponential.map(({ probability, mean_s }) => ({
        weight: probability,
        counts: () => gammaCounts(1, rate * mean_s, most),
      })),
    );
  }
  if (most === 0) return Float64Array.of(noneDuring(duration, rate));
  // Past this time that many points and no more are next to impossible.
  const untilS = (most + 40 * Math.sqrt(most) + 800) / rate;
  const nodes = nodesOf(duration, 2 / rate, untilS).filter(({ timeS }) => timeS < untilS);
  return mixedCounts(
    most,
    nodes.map(({ timeS, weight }) => ({
      weight,
      counts: () => poissonProbabilities(rate * timeS, most),
    })),
  );
}

/** What lies so many e-folds behind the earliest time adds nothing. */
function noneDuring(duration: Quadrature, rate: number): number {
  const nodes = nodesOf(duration, 2 / rate, 100 / rate);
  return nodes.reduce((sum, { timeS, weight }) => sum + weight * exp(-rate * timeS), 0);
}

/** Of a gamma duration in which `mean` points are expected: a negative binomial distribution. */
function gammaCounts(shape: number, mean: number, most: number): Float64Array {
  const p = new Float64Array(most + 1);
  const q = mean / (shape + mean);
  // That of none may be too small for a double: weights are relative to it until they are large.
  let lnNone = -shape * log1p(mean / shape);
  let none = exp(lnNone);
  for (let k = 0, weight = 1; k <= most; k++) {
    p[k] = weight * none;
    weight *= ((k + shape) / (k + 1)) * q;
    if (weight < LARGE) continue;
    weight /= LARGE;
    lnNone += LN_LARGE;
    none = exp(lnNone);
  }
  return p;
}

/** Phase by phase: how many points there were when it began, and when it is over. */
function coxianCounts(
  { rates_per_s, continue: onwards }: Coxian,
  rate: number,
  most: number,
): Float64Array {
  const counts = new Float64Array(most + 1);
  let before = new Float64Array(most + 1);
  before[0] = 1;
  for (const [i, ends] of rates_per_s.entries()) {
    const end = ends / (ends + rate);
    const after = new Float64Array(most + 1);
    for (let k = 0; k <= most; k++) {
      after[k] = end * before[k]! + (k === 0 ? 0 : (1 - end) * after[k - 1]!);
    }
    const goesOn = onwards[i] ?? 0;
    for (let k = 0; k <= most; k++) counts[k]! += (1 - goesOn) * after[k]!;
    before = after.map((p) => goesOn * p);
  }
  return counts;
}

/** Probabilities of 0..`most` points during a duration that is one of several, each with its weight; they sum to 1. */
export function mixedCounts(
  most: number,
  parts: readonly { readonly weight: number; readonly counts: () => Float64Array }[],
): Float64Array {
  const sum = new Float64Array(most + 1);
  for (const { weight, counts } of parts) {
    for (const [k, p] of counts().entries()) sum[k]! += weight * p;
  }
  return sum;
}
