import { describe, expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import { controlledMean } from './controlVariate.ts';
import { controlledEstimate, estimate } from './estimate.ts';
import { normalQuantile } from './normal.ts';

/** `n` draws of a control and of 100 + 10 control + noise. */
function sample(seed: number, n: number, noise: number): { values: number[]; control: number[] } {
  const bank = new StreamBank(seed, 'control', 2);
  const control = Array.from({ length: n }, () => normalQuantile(bank.uniform(0)));
  const values = control.map((c) => 100 + 10 * c + noise * normalQuantile(bank.uniform(1)));
  return { values, control };
}

describe('a mean with a control variate', () => {
  test('is exact where the control explains everything', () => {
    const { values, control } = sample(1, 12, 0);
    const { mean, ci } = controlledMean(values, control)!;
    expect(mean).toBeCloseTo(100, 10);
    expect(ci[1] - ci[0]).toBeLessThan(1e-5);
  });

  test('covers the truth in 92 to 98 of 100 samples, with a far narrower interval', () => {
    let covered = 0;
    let width = 0;
    let plainWidth = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { values, control } = sample(seed, 10, 2);
      const ci = controlledEstimate(values, control).ci!;
      covered += Number(ci[0] <= 100 && 100 <= ci[1]);
      width += ci[1] - ci[0];
      const plain = estimate(values).ci!;
      plainWidth += plain[1] - plain[0];
    }
    expect(covered).toBeGreaterThan(920);
    expect(covered).toBeLessThan(980);
    expect(width / plainWidth).toBeLessThan(0.3);
  });

  test('is of no use with few values, without spread, or where it leaves the sample', () => {
    const { values, control } = sample(1, 9, 2);
    expect(controlledMean(values, control)).toBeNull();
    expect(controlledMean(Array(12).fill(3), sample(1, 12, 2).control)).toBeNull();
    // All controls are far above their mean: the regression would have to guess.
    const high = Array.from({ length: 12 }, (_, i) => 5 + i / 10);
    expect(controlledMean(high, high)).toBeNull();
  });
});
