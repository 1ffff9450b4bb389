import { studentQuantile } from '../stats/studentT.ts';
import type { Expected } from './expected/expected.ts';
import type { LabEstimate } from './figures.ts';
import type { Range } from './possibleRange.ts';

/**
 * How the exact value lies to the simulated one: in its 95 % interval, outside where chance may still lead, or further off, where
 * one of the two is wrong.
 */
export type Agreement = 'inside' | 'near' | 'far';

/** How often chance alone leads `far`. */
const CHANCE = 1 / 2000;
/** Where so many are expected, chance leads to none once in 3000 times. */
const CERTAIN_TO_BE_SEEN = 8;
/** What is left of a figure without chance, whose interval has no width. */
const ROUNDING = 1e-9;

/** Standard errors of the mean of `replications` beyond which an exact value is `far`: 3.9 of 30. */
export function farLimit(replications: number): number {
  return studentQuantile(1 - CHANCE / 2, replications - 1);
}

/**
 * Judges an estimate of which `trials` jobs were measured in each replication, which lies in `range` whatever happens, and is told with a
 * relative error of up to `resolution`. Null
 * where theory has no exact value, where there is no interval, and of what was never seen because it is too rare.
 */
export function agreement(
  { mean, standardError, ci, n }: LabEstimate,
  theory: Pick<Expected, 'value' | 'kind'> | null,
  [low, high]: Range,
  trials: number,
  resolution = 0,
): Agreement | null {
  if (theory?.kind !== 'exact' || mean === null || standardError === null || ci === null) {
    return null;
  }
  const { value } = theory;
  const slack = ROUNDING * Math.abs(value);
  if (ci[0] - slack <= value && value <= ci[1] + slack) return 'inside';
  const difference = Math.abs(mean - value);
  // From the end of the range on that is nearer to the simulated value than to the exact one.
  const [simulated, exact] = mean < value ? [mean - low, value - low] : [high - mean, high - value];
  if (simulated < Infinity && simulated <= ROUNDING * exact) {
    // It never happened: nothing is known but how often it should have.
    const expected = (exact / (high - low)) * trials * n;
    return expected > CERTAIN_TO_BE_SEEN ? 'far' : null;
  }
  // What is rarer in the runs than it should be seems surer than it is: its variance goes with its frequency.
  const error = high < Infinity ? standardError * Math.sqrt(exact / simulated) : standardError;
  return difference <= farLimit(n) * error + resolution * Math.abs(value) ? 'near' : 'far';
}
