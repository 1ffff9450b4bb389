import { exp, ln } from '../math/logarithm.ts';

/**
 * Stationary probabilities of a birth-death chain on the states 0..`top`, by detailed balance in logarithms, so that
 * neither large populations nor rare states overflow. `birth(n)` is the rate from n to n + 1, `death(n)` from n to n - 1.
 * Source: Gross et al. (2008), section 2.1.
 */
export function birthDeath(
  top: number,
  birth: (n: number) => number,
  death: (n: number) => number,
): Float64Array {
  const probabilities = new Float64Array(top + 1);
  let greatest = 0;
  for (let n = 1; n <= top; n++) {
    const weight = probabilities[n - 1]! + ln(birth(n - 1)) - ln(death(n));
    probabilities[n] = weight;
    if (weight > greatest) greatest = weight;
  }
  let sum = 0;
  for (let n = 0; n <= top; n++) {
    probabilities[n] = exp(probabilities[n]! - greatest);
    sum += probabilities[n]!;
  }
  for (let n = 0; n <= top; n++) probabilities[n] = probabilities[n]! / sum;
  return probabilities;
}

/** Mean of `value(n)` over the states of a chain. */
export function meanOver(probabilities: Float64Array, value: (n: number) => number): number {
  let mean = 0;
  for (let n = 0; n < probabilities.length; n++) mean += probabilities[n]! * value(n);
  return mean;
}
