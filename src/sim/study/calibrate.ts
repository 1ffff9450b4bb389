import type { Scenario } from '../model/scenario.ts';
import type { ParameterSets } from '../model/scenario/provenance.ts';
import { withSettings } from '../model/settings.ts';
import { moments } from '../stats/moments.ts';
import { underLoadOf } from './calibration/load.ts';
import { coverageOf, scoreOf, verdictOn } from './calibration/check.ts';
import { leaveOneOut } from './calibration/leaveOut.ts';
import { correlations, derivedMarginals, parameterMarginals } from './calibration/marginals.ts';
import { pointOf, scenarioAt } from './calibration/particles.ts';
import { posteriorSample } from './calibration/posterior.ts';
import { type Effort, fullEffort, waves } from './calibration/waves.ts';
import { isExtrapolated } from './extrapolation.ts';
import { cellsOf, misfit, residuals } from './fit.ts';
import { type CalibrationParameter, fittableParameters, valueAt } from './parameters.ts';
import type { Calibration, HoldOut, Measurement, ReplicationTask, Study } from './results.ts';
import { replicationSeeds } from './trial.ts';

/** Draws from the posterior that intervals and correlations are read from. */
const DRAWS = 1000;
/** Of these so many are kept, and simulated so often each to check the fit. */
const SETS = 200;
const REPLICATIONS = 5;
/** So often is the most central of them simulated, which stands for all where one set has to. */
const POINT_REPLICATIONS = 100;
/** Of the kept ones a scenario carries so many for its predictions. */
const SCENARIO_SETS = 40;
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
  const points = every(
    Array.from({ length: particles.count }, (_, i) => pointOf(particles, i)),
    SETS,
  );

  const point = mostCentral(points);
  const seeds = replicationSeeds(seed, SETS * REPLICATIONS + POINT_REPLICATIONS);
  const tasks = [...points, point].map((at, i): ReplicationTask => ({
    scenario: scenarioAt(options.scenario, parameters, at),
    seeds:
      i < SETS
        ? seeds.slice(i * REPLICATIONS, (i + 1) * REPLICATIONS)
        : seeds.slice(SETS * REPLICATIONS),
  }));
  const results = yield { tasks, progress: LEARNED, until: CHECKED, label: 'checking the fit' };
  const bySet = results.slice(0, SETS);
  const atPoint = results[SETS]!;
  const leftOut = yield* leaveOneOut(learned, options, CHECKED, 1);

  const table = residuals(cells, interleaved(bySet), SETS);
  const evaluations =
    learned.waves.reduce((sum, { runs }) => sum + runs, 0) +
    seeds.length +
    leftOut.reduce((sum, { residuals: own }) => sum + (own[0]?.n ?? 0), 0);
  return {
    format: 'plimsoll.calibration',
    version: 2,
    measurement: measurement.name,
    scenario: scenario.name,
    seed,
    replications: SETS * REPLICATIONS,
    parameters: parameterMarginals(parameters, particles, point, measurement, seed),
    derived: derivedMarginals(parameters, particles, point),
    correlations: correlations(particles),
    posterior: parameterSets(parameters, points, point),
    residuals: table,
    fit: { loss: misfit(cells, atPoint), ...verdictOn(table) },
    coverage: coverageOf(table),
    leftOut,
    waves: learned.waves,
    evaluations,
  };
}

/** `scenario` with the fitted values, so many sets of their posterior, and their provenance. */
export function fittedScenario(
  scenario: Scenario,
  calibration: Calibration,
  sets = SCENARIO_SETS,
): Scenario {
  const { parameters, posterior } = calibration;
  return {
    ...withSettings(
      scenario,
      Object.fromEntries(parameters.map(({ path, value }) => [path, value])),
    ),
    parameter_sets: { ...posterior, values: every(posterior.values, sets) },
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
  const seeds = replicationSeeds(seed, REPLICATIONS * posterior.values.length);
  const results = yield {
    tasks: posterior.values.map((values, i) => ({
      scenario: withSettings(
        loaded,
        Object.fromEntries(posterior.paths.map((path, k) => [path, values[k]!])),
      ),
      seeds: seeds.slice(i * REPLICATIONS, (i + 1) * REPLICATIONS),
    })),
    progress: 0,
    until: 1,
    label: `predicting ${measurement.name}`,
  };
  const table = residuals(
    cellsOf(measurement, Object.keys(scenario.endpoints)),
    interleaved(results),
    results.length,
  );
  return {
    measurement: measurement.name,
    extrapolated: isExtrapolated(measurement.configuration.users, fittedUsers),
    ...scoreOf(table),
    residuals: table,
  };
}

/** The first run of each set, the second of each, and so on. */
function interleaved<Run>(bySet: readonly (readonly Run[])[]): Run[] {
  return bySet[0]!.flatMap((_, replication) => bySet.map((runs) => runs[replication]!));
}

/** `count` of a list, evenly through it; all of a shorter one. */
function every<Item>(list: readonly Item[], count: number): readonly Item[] {
  if (list.length <= count) return list;
  return Array.from(
    { length: count },
    (_, i) => list[Math.floor(((i + 0.5) * list.length) / count)]!,
  );
}

/** The point nearest to the centre of all, in units of the spread: one that is typical of them in every parameter. */
function mostCentral(points: readonly (readonly number[])[]): readonly number[] {
  const columns = points[0]!.map((_, d) => moments(points.map((point) => point[d]!)));
  const distances = points.map((point) =>
    point.reduce(
      (sum, value, d) => sum + (value - columns[d]!.mean!) ** 2 / columns[d]!.variance!,
      0,
    ),
  );
  return points[distances.indexOf(Math.min(...distances))]!;
}

function parameterSets(
  parameters: readonly CalibrationParameter[],
  points: readonly (readonly number[])[],
  point: readonly number[],
): ParameterSets {
  const valuesAt = (at: readonly number[]): number[] =>
    parameters.map((parameter, d) => valueAt(parameter, at[d]!));
  return {
    paths: parameters.map(({ path }) => path),
    point: valuesAt(point),
    values: points.map(valuesAt),
  };
}
