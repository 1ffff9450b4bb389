import { fromRatios, poissonProbabilities } from '../stats/poisson.ts';
import type { Coxian, Distribution } from './distribution.ts';
import { nodesOf } from './nodes.ts';

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
    return mixture(
      most,
      duration.hyperexponential.map(({ probability, mean_s }) => ({
        weight: probability,
        counts: () => gammaCounts(1, rate * mean_s, most),
      })),
    );
  }
  // Past this time that many points and no more are next to impossible.
  const untilS = (most + 40 * Math.sqrt(most) + 800) / rate;
  return mixture(
    most,
    nodesOf(duration, 2 / rate, untilS)
      .filter(({ timeS }) => timeS < untilS)
      .map(({ timeS, weight }) => ({
        weight,
        counts: () => poissonProbabilities(rate * timeS, most),
      })),
  );
}

/** Of a gamma duration in which `mean` points are expected: a negative binomial distribution. */
function gammaCounts(shape: number, mean: number, most: number): Float64Array {
  const q = mean / (shape + mean);
  const mode = Math.floor(Math.max(0, ((shape - 1) / shape) * mean));
  return fromRatios(mode, most, (k) => ((k + shape) / (k + 1)) * q);
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

function mixture(
  most: number,
  parts: readonly { readonly weight: number; readonly counts: () => Float64Array }[],
): Float64Array {
  const sum = new Float64Array(most + 1);
  for (const { weight, counts } of parts) {
    for (const [k, p] of counts().entries()) sum[k]! += weight * p;
  }
  return sum;
}
