import type { ParameterSets, Scenario } from '../model/scenario.ts';
import { withSettings } from '../model/settings.ts';
import { coverageOf, scoreOf, verdictOn } from './calibration/check.ts';
import { leaveOneOut } from './calibration/leaveOut.ts';
import { correlations, derivedMarginals, parameterMarginals } from './calibration/marginals.ts';
import { type Particles, pointOf } from './calibration/particles.ts';
import { posteriorSample } from './calibration/posterior.ts';
import { type Effort, fullEffort, waves } from './calibration/waves.ts';
import { isExtrapolated } from './extrapolation.ts';
import { cellsOf, misfit, residuals } from './fit.ts';
import {
  type CalibrationParameter,
  fittableParameters,
  settingsAt,
  valueAt,
} from './parameters.ts';
import type { Calibration, HoldOut, Measurement, ReplicationTask, Study } from './results.ts';
import { replicationSeeds } from './trial.ts';

/** Draws from the posterior that intervals and correlations are read from. */
const DRAWS = 1000;
/** Of these so many are kept as the sample that predictions draw from, and simulated so often each to check the fit. */
const SETS = 40;
const REPLICATIONS = 25;
/** Shares of the progress bar. */
const LEARNED = 0.8;
const CHECKED = 0.9;

export interface CalibrationOptions {
  readonly seed: number;
  /** Default: what a real calibration takes. */
  readonly effort?: Effort;
  /** A step's `checkpoint` of an earlier run with the same inputs: begins there, and ends with the same result. */
  readonly checkpoint?: string;
}

/**
 * The values of the parameters that explain the measured tables, as a sample of their posterior, by simulation: a synthetic
 * likelihood of all printed cells together, learned around where it matters (see docs/CALIBRATION.md). The values that
 * `scenario` has for them play no role. Deterministic in (scenario, measurement, seed).
 */
export function* calibrationStudy(
  scenario: Scenario,
  measurement: Measurement,
  { seed, effort = fullEffort, checkpoint }: CalibrationOptions,
): Study<Calibration> {
  const parameters = fittableParameters(scenario);
  const options = {
    scenario: underLoadOf(scenario, measurement),
    parameters,
    cells: cellsOf(measurement, Object.keys(scenario.endpoints)),
    seed,
    effort,
    checkpoint: checkpoint ?? null,
    until: LEARNED,
  };
  const { cells } = options;
  const learned = yield* waves(options);
  const particles = posteriorSample(learned, DRAWS, seed);
  const points = thinned(particles, SETS);

  const tasks = points.map((point, i): ReplicationTask => {
    const seeds = replicationSeeds(seed, SETS * REPLICATIONS);
    return {
      scenario: withSettings(options.scenario, settingsAt(parameters, point)),
      seeds: seeds.slice(i * REPLICATIONS, (i + 1) * REPLICATIONS),
    };
  });
  const bySet = yield { tasks, progress: LEARNED, until: CHECKED, label: 'checking the fit' };
  const losses = bySet.map((runs) => misfit(cells, runs));
  const best = losses.indexOf(Math.min(...losses));
  const leftOut = yield* leaveOneOut(learned, options, CHECKED, 1);

  const table = residuals(cells, bySet.flat());
  const evaluations =
    learned.waves.reduce((sum, { runs }) => sum + runs, 0) +
    SETS * REPLICATIONS +
    leftOut.reduce((sum, { residuals: own }) => sum + (own[0]?.n ?? 0), 0);
  return {
    format: 'plimsoll.calibration',
    version: 2,
    measurement: measurement.name,
    scenario: scenario.name,
    seed,
    replications: SETS * REPLICATIONS,
    parameters: parameterMarginals(parameters, particles, points[best]!, measurement, seed),
    derived: derivedMarginals(parameters, particles, points[best]!),
    correlations: correlations(particles),
    posterior: parameterSets(parameters, points, best),
    residuals: table,
    fit: { loss: losses[best]!, ...verdictOn(table, residuals(cells, bySet[best]!)) },
    coverage: coverageOf(table),
    leftOut,
    waves: learned.waves,
    evaluations,
  };
}

/** `scenario` with the fitted values, the sample of their posterior and their provenance. */
export function fittedScenario(scenario: Scenario, calibration: Calibration): Scenario {
  const { parameters, posterior } = calibration;
  return {
    ...withSettings(
      scenario,
      Object.fromEntries(parameters.map(({ path, value }) => [path, value])),
    ),
    parameter_sets: posterior,
    provenance: {
      ...scenario.provenance,
      ...Object.fromEntries(parameters.map(({ path, provenance }) => [path, provenance])),
    },
  };
}

/** How well a calibration of `scenario` predicts a measurement that it has not seen. */
export function* holdOutStudy(
  scenario: Scenario,
  { posterior, seed }: Calibration,
  fittedUsers: number,
  measurement: Measurement,
): Study<HoldOut> {
  const loaded = underLoadOf(scenario, measurement);
  const seeds = replicationSeeds(seed, SETS * REPLICATIONS);
  const each = Math.floor(seeds.length / posterior.values.length);
  const results = yield {
    tasks: posterior.values.map((values, i) => ({
      scenario: withSettings(
        loaded,
        Object.fromEntries(posterior.paths.map((path, k) => [path, values[k]!])),
      ),
      seeds: seeds.slice(i * each, (i + 1) * each),
    })),
    progress: 0,
    until: 1,
    label: `predicting ${measurement.name}`,
  };
  const table = residuals(cellsOf(measurement, Object.keys(scenario.endpoints)), results.flat());
  return {
    measurement: measurement.name,
    extrapolated: isExtrapolated(measurement.configuration.users, fittedUsers),
    ...scoreOf(table),
    residuals: table,
  };
}

/** The scenario under the load of the measurement. */
function underLoadOf(scenario: Scenario, { configuration }: Measurement): Scenario {
  return withSettings(scenario, {
    parameter_sets: null,
    'run.users': configuration.users,
    'run.spawn_rate': configuration.spawnRate,
    'run.run_time_s': configuration.runTimeS,
  });
}

/** `count` of the particles, evenly through their list. */
function thinned(particles: Particles, count: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    pointOf(particles, Math.floor(((i + 0.5) * particles.count) / count)),
  );
}

function parameterSets(
  parameters: readonly CalibrationParameter[],
  points: readonly (readonly number[])[],
  best: number,
): ParameterSets {
  const values = points.map((point) =>
    parameters.map((parameter, d) => valueAt(parameter, point[d]!)),
  );
  return { paths: parameters.map(({ path }) => path), point: values[best]!, values };
}
