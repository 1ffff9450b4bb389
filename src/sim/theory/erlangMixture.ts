import { poissonProbabilities } from '../stats/poisson.ts';
import { firstNotBelow } from './bisection.ts';

/** Weights that together are below this are left out. */
const NEGLIGIBLE = 1e-17;

/**
 * Quantile `p` (0..1, not 1) of a time that takes n exponential stages of mean `stageS` s with probability `stages[n]`, by bisection:
 * it is longer than t where a Poisson process has fewer points until then than there are stages.
 */
export function erlangMixtureQuantileS(
  stages: ArrayLike<number>,
  stageS: number,
  p: number,
): number {
  // Probability of more than n stages.
  const more = new Float64Array(stages.length);
  for (let n = stages.length - 2; n >= 0; n--) more[n] = more[n + 1]! + stages[n + 1]!;
  return firstNotBelow((timeS) => {
    const points = poissonProbabilities(timeS / stageS, more.length - 1);
    return more.reduce((sum, beyond, n) => sum + beyond * points[n]!, 0) > 1 - p;
  }, stageS);
}

/**
 * Stages of such a time followed by an exponential one that is `times` >= 1 times as long as a stage in the mean: that takes 1, 2, ...
 * stages with probabilities that fall by 1 - 1/times.
 */
export function withService(stages: ArrayLike<number>, times: number): number[] {
  const on = 1 - 1 / times;
  const sums = [0];
  for (let n = 1; n <= stages.length || sums[n - 1]! > NEGLIGIBLE; n++) {
    sums.push(on * sums[n - 1]! + (stages[n - 1] ?? 0) / times);
  }
  return sums;
}
