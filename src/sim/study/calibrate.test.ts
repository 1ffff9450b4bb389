import { describe, expect, test } from 'vitest';
import { withSettings } from '../model/settings.ts';
import { simulate } from '../simulate.ts';
import { calibrationStudy, fittedScenario, holdOutStudy } from './calibrate.ts';
import type { Effort } from './calibration/waves.ts';
import type { Calibration, Study } from './results.ts';
import { drive, measured, slotBound } from './testing.ts';

const effort: Effort = {
  runs: 200,
  lastRuns: 300,
  steps: 15,
  refinements: 2,
  mostWaves: 12,
  exponent: 0.7,
};
const scenario = withSettings(slotBound(30, 30), {
  'endpoints.Read.steps.0.python_ms': { lognormal: { median_ms: 3, sigma: 0.4 } },
});
const python = 'endpoints.Read.steps.0.python_ms.lognormal.median_ms';
const truth = {
  'postgres.slots_taken_before': 6,
  [python]: 8,
  'django.python_ms_per_query': 0.5,
};
const measurement = measured(simulate(withSettings(scenario, truth), 7));
const calibration = drive(calibrationStudy(scenario, measurement, { seed: 1, effort }));

function marginal(path: string): Calibration['parameters'][number] {
  return calibration.parameters.find((parameter) => parameter.path === path)!;
}

describe('a calibration on a virtual run with known parameters', () => {
  test('identifies what the run shows, with the truth inside its interval', () => {
    const slots = marginal('postgres.slots_taken_before');
    expect(slots.knowledge).toBe('identified');
    expect(slots.low).toBeLessThanOrEqual(6);
    expect(slots.high).toBeGreaterThanOrEqual(6);
    expect(marginal(python).knowledge).toBe('identified');
    expect(marginal(python).low).toBeLessThanOrEqual(8);
    expect(marginal(python).high).toBeGreaterThanOrEqual(8);
  });

  test('leaves what no cell depends on as uncertain as before', () => {
    const cores = marginal('web.cpu_cores');
    expect(cores.knowledge).toBe('prior');
    expect(cores.contraction).toBeLessThan(0.5);
  });

  test('finds the cells inside the intervals of its sample, and says how wide these are', () => {
    const { fit, residuals } = calibration;
    const inside = residuals.filter((cell) => cell.inside).length;
    expect(inside).toBeGreaterThan(0.9 * residuals.length);
    expect(fit.medianWidth).toBeGreaterThanOrEqual(fit.medianWidthByChance);
  });

  test('keeps a sample of sets whose values lie in the priors, one of them for the settings', () => {
    const { posterior, parameters } = calibration;
    expect(posterior.paths).toEqual(parameters.map(({ path }) => path));
    expect(posterior.values).toContainEqual(posterior.point);
    expect(posterior.values.length).toBe(200);
    for (const set of posterior.values) {
      for (const [i, value] of set.entries()) {
        const [low, high] = parameters[i]!.prior;
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
    const fitted = fittedScenario(scenario, calibration);
    expect(fitted.postgres.slots_taken_before).toBe(marginal('postgres.slots_taken_before').value);
    expect(fitted.parameter_sets!.point).toEqual(posterior.point);
    expect(fitted.parameter_sets!.values.length).toBe(40);
    expect(posterior.values).toEqual(expect.arrayContaining([...fitted.parameter_sets!.values]));
    expect(fitted.provenance['postgres.slots_taken_before']!.kind).toBe('fitted');
  });

  test('has correlations of 1 with itself and the same both ways', () => {
    const { correlations } = calibration;
    for (const [i, row] of correlations.entries()) {
      expect(row[i]).toBeCloseTo(1, 9);
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(correlations[j]![i]!, 12);
    }
  });

  test('predicts a run at another load that it has not seen', () => {
    const other = measured(simulate(withSettings(scenario, { ...truth, 'run.users': 40 }), 9));
    const study = holdOutStudy(scenario, calibration, 30, {
      ...other,
      configuration: { ...other.configuration, users: 40 },
    });
    const prediction = drive(study);
    expect(prediction.extrapolated).toBe(false);
    expect(prediction.inside).toBeGreaterThan(0.85 * prediction.cells);
  });
});

describe('the same calibration', () => {
  test('is the same document again, also when it is taken up from a wave', () => {
    const checkpoints: string[] = [];
    const study = calibrationStudy(scenario, measurement, { seed: 1, effort });
    expect(drive(watched(study, (checkpoint) => checkpoints.push(checkpoint)))).toEqual(
      calibration,
    );
    expect(checkpoints.length).toBeGreaterThan(2);
    const checkpoint = checkpoints.at(-2)!;
    const resumed = calibrationStudy(scenario, measurement, { seed: 1, effort, checkpoint });
    expect(drive(resumed)).toEqual(calibration);
  });
});

function* watched<Result>(
  study: Study<Result>,
  onCheckpoint: (checkpoint: string) => void,
): Study<Result> {
  let step = study.next();
  while (step.done !== true) {
    if (step.value.checkpoint !== undefined) onCheckpoint(step.value.checkpoint);
    step = study.next(yield step.value);
  }
  return step.value;
}
