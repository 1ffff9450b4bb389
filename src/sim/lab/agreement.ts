import { studentQuantile } from '../stats/studentT.ts';
import type { Expected } from './expected/expected.ts';
import type { LabEstimate } from './figures.ts';

/**
 * How the exact value lies to the simulated one: in its 95 % interval, outside where chance may still lead, or further off, where
 * one of the two is wrong.
 */
export type Agreement = 'inside' | 'near' | 'far';

/** How often chance alone leads `far`. */
const CHANCE = 1 / 2000;
/** Where so many are expected, chance leads to none once in 3000 times. */
const CERTAIN_TO_BE_SEEN = 8;

/** Standard errors of the mean of `replications` beyond which an exact value is `far`: 3.9 of 30. */
export function farLimit(replications: number): number {
  return studentQuantile(1 - CHANCE / 2, replications - 1);
}

/**
 * Judges a figure called `name` of which `trials` jobs were measured in each replication. Null where theory has no exact value,
 * where there is no interval, and of what was never seen because it is too rare.
 */
export function agreement(
  name: string,
  { mean, standardError, ci, n }: LabEstimate,
  theory: Pick<Expected, 'value' | 'kind'> | null,
  trials: number,
): Agreement | null {
  if (theory?.kind !== 'exact' || mean === null || standardError === null || ci === null) {
    return null;
  }
  const { value } = theory;
  // A figure without chance has an interval without width; what is left is the rounding of its sum.
  const slack = 1e-9 * Math.abs(value);
  if (ci[0] - slack <= value && value <= ci[1] + slack) return 'inside';
  const isShare = name.endsWith('Probability');
  // Of what never happened, or always, nothing is known but how often it might have been otherwise.
  if (standardError === 0 && (mean === 0 || (isShare && mean === 1))) {
    const expected = Math.abs(mean - value) * trials * n;
    return isShare && expected > CERTAIN_TO_BE_SEEN ? 'far' : null;
  }
  // What is rarer in the runs than it should be seems surer than it is: its variance goes with its frequency.
  const error = isShare && mean < value ? standardError * Math.sqrt(value / mean) : standardError;
  return Math.abs(mean - value) <= farLimit(n) * error ? 'near' : 'far';
}
