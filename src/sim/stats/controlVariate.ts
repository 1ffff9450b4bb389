import { studentQuantile } from './studentT.ts';

/** Below so many values the slope is not known well enough to be of use. */
const LEAST_VALUES = 10;

/**
 * Mean of `values` and its Student interval with what `control` explains taken out: a variate that was drawn for each value
 * and whose true mean is 0. Where the sample happens to have drawn high, the mean is moved by as much as the regression
 * says. Null where that is of no use: too few values, no spread, or a mean beyond all values.
 * Source: S. S. Lavenberg and P. D. Welch, Management Science 27 (1981) 322-335.
 */
export function controlledMean(
  values: readonly number[],
  control: readonly number[],
  level = 0.95,
): { readonly mean: number; readonly ci: readonly [number, number] } | null {
  const n = values.length;
  if (n < LEAST_VALUES) return null;
  const valueMean = meanOf(values);
  const controlMean = meanOf(control);
  let products = 0;
  let valueSquares = 0;
  let controlSquares = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i]! - valueMean;
    const drawn = control[i]! - controlMean;
    products += value * drawn;
    valueSquares += value * value;
    controlSquares += drawn * drawn;
  }
  if (valueSquares === 0 || controlSquares === 0) return null;
  const slope = products / controlSquares;
  const mean = valueMean - slope * controlMean;
  if (mean < Math.min(...values) || mean > Math.max(...values)) return null;
  const rest = Math.max(0, valueSquares - slope * products) / (n - 2);
  const error = Math.sqrt(rest * (1 / n + (controlMean * controlMean) / controlSquares));
  const half = studentQuantile((1 + level) / 2, n - 2) * error;
  return { mean, ci: [mean - half, mean + half] };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
