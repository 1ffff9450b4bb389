import { describe, expect, test } from 'vitest';
import { withSettings } from '../model/settings.ts';
import type { Precision } from './results.ts';
import { sequentialTrialStudy } from './sequential.ts';
import { drive, slotBound } from './testing.ts';
import { trialStudy } from './trial.ts';

const noisy = withSettings(slotBound(30, 20), {
  'web.cpu_speed_sigma': 0.1,
  'endpoints.Read.steps.0.python_ms': { exponential: { mean_ms: 20 } },
});
const until = (wanted: readonly Precision[], atMost: number, scenario = noisy) =>
  drive(sequentialTrialStudy(scenario, { wanted, atMost, seed: 1 }));

describe('a trial until its figures are precise', () => {
  test('stops as soon as they are, but not before ten replications', () => {
    const trial = until([{ figure: 'p95Ms', within: 0.5 }], 200);
    expect(trial.replications).toBe(10);
    expect(trial.stopping).toMatchObject({ precise: true, atMost: 200 });
    const [p95] = trial.stopping!.figures;
    expect(p95!.reached).toBeLessThan(0.5);
    // Relative to the least value that the mean may have: what is off by 5 % is off by 5 % of the truth.
    const { mean, ci } = trial.aggregated.p95Ms;
    expect(p95!.reached).toBeCloseTo((mean! - ci![0]) / ci![0], 12);
  });

  test('goes on until all of them are', () => {
    const loose = until([{ figure: 'avgMs', within: 0.2 }], 500);
    const both = until(
      [
        { figure: 'avgMs', within: 0.2 },
        { figure: 'p95Ms', within: 0.06 },
      ],
      500,
    );
    expect(both.replications).toBeGreaterThan(loose.replications);
    expect(both.stopping?.precise).toBe(true);
  });

  test('says so when the largest number of replications comes first', () => {
    const trial = until([{ figure: 'p95Ms', within: 0.001 }], 25);
    expect(trial.replications).toBe(25);
    expect(trial.stopping?.precise).toBe(false);
    expect(trial.stopping?.figures[0]?.reached).toBeGreaterThan(0.001);
  });

  test('is the trial of as many replications, whatever the looks in between', () => {
    const { stopping, ...trial } = until([{ figure: 'p95Ms', within: 0.06 }], 500);
    expect(stopping?.precise).toBe(true);
    const { stopping: none, ...given } = drive(
      trialStudy(noisy, { replications: trial.replications, seed: 1 }),
    );
    expect(none).toBeNull();
    expect(trial).toEqual(given);
  });

  test('does not take runs without a failure for certainty', () => {
    // About 15 requests each in 20 s: 30 of them without a failure leave 1 - 0.05^(1/n) possible.
    const trial = until([{ figure: 'failureRate', within: 0.0005 }], 1000, slotBound(2, 20));
    const requests = trial.aggregated.requests.mean! * trial.replications;
    expect(trial.aggregated.failures.high).toBe(0);
    expect(requests).toBeGreaterThanOrEqual(5990);
    expect(trial.replications).toBeGreaterThan(100);
  });
});
