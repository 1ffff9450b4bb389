import { exp, expm1, ln } from '../math/logarithm.ts';
import { firstNotBelow } from './bisection.ts';

/** A wait that is exponential with mean `meanS` s for those that wait at all, which they do with `probability`. */
export interface ExponentialWait {
  readonly probability: number;
  readonly meanS: number;
}

/** Quantile `p` (0..1, not 1) of such a wait, s: 0 for those that need not wait. */
export function waitQuantileS({ probability, meanS }: ExponentialWait, p: number): number {
  return p <= 1 - probability ? 0 : ln(probability / (1 - p)) * meanS;
}

/** Probability that such a wait and an exponential service of mean `serviceS` s after it take longer than `timeS` together. */
export function responseTail(
  { probability, meanS }: ExponentialWait,
  serviceS: number,
  timeS: number,
): number {
  // Where both have the same mean the fraction has a limit.
  const difference = 1 / meanS - 1 / serviceS;
  const fraction = difference === 0 ? timeS : -expm1(-difference * timeS) / difference;
  return exp(-timeS / serviceS) * (1 + (probability * fraction) / serviceS);
}

/** Quantile `p` (0..1, not 1) of both together, s, by bisection. */
export function responseQuantileS(wait: ExponentialWait, serviceS: number, p: number): number {
  return firstNotBelow((timeS) => responseTail(wait, serviceS, timeS) > 1 - p, serviceS);
}
