import { StreamBank } from '../kernel/randomStreams.ts';
import type { Provenance, Scenario } from '../model/scenario.ts';
import { withSettings } from '../model/settings.ts';
import { normalQuantile } from '../stats/normal.ts';
import { median } from '../stats/quantile.ts';
import { type Cell, cellsOf, misfit, residuals } from './fit.ts';
import {
  type CalibrationParameter,
  fittableParameters,
  settingsAt,
  valueAt,
} from './parameters.ts';
import type { Calibration, Measurement, Residual, Study } from './results.ts';
import { replicationSeeds } from './trial.ts';

const POPULATION = 240;
const ELITE = 30;
const GENERATIONS = 20;
const REPLICATIONS = 6;
/** Of the last generation the best are looked at again, with as many replications as the result is reported with. */
const FINALISTS = 12;
const FINAL_REPLICATIONS = 100;
/** Share of the new mean and spread that is taken over in each generation. */
const LEARNING_RATE = 0.7;

export interface CalibrationOptions {
  readonly seed: number;
}

/**
 * Fits the parameters that the measured tables can tell, by simulation (cross-entropy search: a cloud of candidates that
 * moves to where its best members are; Rubinstein & Kroese 2004). The values that `scenario` has for them play no role:
 * the search starts from the priors. Deterministic in (scenario, measurement, seed).
 */
export function* calibrationStudy(
  scenario: Scenario,
  measurement: Measurement,
  { seed }: CalibrationOptions,
): Study<Calibration> {
  const parameters = fittableParameters(scenario);
  const loaded = loadOf(scenario, measurement);
  const cells = cellsOf(measurement, Object.keys(scenario.endpoints));
  const draws = new StreamBank(seed, 'calibration', parameters.length);
  let centre = parameters.map(() => 0.5);
  let spread = parameters.map(() => 0.35);
  let candidates: Candidate[] = [];
  let evaluations = 0;

  for (let generation = 0; generation < GENERATIONS; generation++) {
    const points = Array.from({ length: POPULATION }, () =>
      parameters.map((_, i) => fold(centre[i]! + spread[i]! * normalQuantile(draws.uniform(i)))),
    );
    candidates = yield* evaluate(points, {
      cells,
      parameters,
      scenario: loaded,
      seeds: replicationSeeds(seed + generation, REPLICATIONS),
      progress: (0.85 * generation) / GENERATIONS,
      until: (0.85 * (generation + 1)) / GENERATIONS,
      label: `generation ${generation + 1} of ${GENERATIONS}`,
    });
    evaluations += candidates.length * REPLICATIONS;
    const elite = candidates.slice(0, ELITE);
    centre = centre.map((old, i) => mix(old, mean(elite.map(({ point }) => point[i]!))));
    spread = spread.map((old, i) => mix(old, deviation(elite.map(({ point }) => point[i]!))));
  }

  const seeds = replicationSeeds(seed, FINAL_REPLICATIONS);
  const finalists = yield* evaluate(
    [centre, ...candidates.slice(0, FINALISTS - 1).map(({ point }) => point)],
    {
      cells,
      parameters,
      scenario: loaded,
      seeds,
      progress: 0.85,
      until: 1,
      label: 'the best candidates again',
    },
  );
  evaluations += finalists.length * FINAL_REPLICATIONS;
  const best = finalists[0]!;
  const elite = candidates.slice(0, ELITE);
  return {
    format: 'plimsoll.calibration',
    version: 1,
    measurement: measurement.name,
    scenario: scenario.name,
    seed,
    replications: FINAL_REPLICATIONS,
    parameters: parameters.map((parameter, i) => {
      const positions = [...elite.map(({ point }) => point[i]!), best.point[i]!];
      return {
        path: parameter.path,
        label: parameter.label,
        unit: parameter.unit,
        value: valueAt(parameter, best.point[i]!),
        low: valueAt(parameter, Math.min(...positions)),
        high: valueAt(parameter, Math.max(...positions)),
        prior: parameter.prior,
        provenance: fitted(measurement, seed),
      };
    }),
    residuals: best.residuals,
    fit: { loss: best.loss, ...verdictOn(best.residuals) },
    evaluations,
  };
}

/** `scenario` with the fitted values and their provenance. */
export function fittedScenario(scenario: Scenario, calibration: Calibration): Scenario {
  const { parameters } = calibration;
  return {
    ...withSettings(
      scenario,
      Object.fromEntries(parameters.map(({ path, value }) => [path, value])),
    ),
    provenance: {
      ...scenario.provenance,
      ...Object.fromEntries(parameters.map(({ path, provenance }) => [path, provenance])),
    },
  };
}

interface Candidate {
  readonly point: readonly number[];
  readonly loss: number;
  readonly residuals: readonly Residual[];
}

interface Evaluation {
  readonly cells: readonly Cell[];
  readonly parameters: readonly CalibrationParameter[];
  readonly scenario: Scenario;
  readonly seeds: readonly number[];
  readonly progress: number;
  readonly until: number;
  readonly label: string;
}

/** The candidates at `points`, best first. */
function* evaluate(
  points: readonly (readonly number[])[],
  evaluation: Evaluation,
): Study<Candidate[]> {
  const { cells, parameters, scenario, seeds, progress, until, label } = evaluation;
  const results = yield {
    tasks: points.map((point) => ({
      scenario: withSettings(scenario, settingsAt(parameters, point)),
      seeds,
    })),
    progress,
    until,
    label,
  };
  return points
    .map((point, i) => ({
      point,
      loss: misfit(cells, results[i]!),
      residuals: residuals(cells, results[i]!),
    }))
    .sort((a, b) => a.loss - b.loss);
}

/** The scenario under the load of the measurement. */
function loadOf(scenario: Scenario, { configuration }: Measurement): Scenario {
  return withSettings(scenario, {
    'run.users': configuration.users,
    'run.spawn_rate': configuration.spawnRate,
    'run.run_time_s': configuration.runTimeS,
  });
}

function fitted(measurement: Measurement, seed: number): Provenance {
  return {
    kind: 'fitted',
    source: `calibration on the measurement ${measurement.name}, seed ${seed}`,
  };
}

/** Figures of the tables' centre, whose error is reported; extremes are one or two requests each. */
const centralFigures = ['avgMs', 'p50Ms', 'p66Ms', 'p75Ms', 'p80Ms', 'p90Ms', 'p95Ms'];

function verdictOn(cells: readonly Residual[]): Omit<Calibration['fit'], 'loss'> {
  const counts = cells.filter(({ figure }) => figure === 'requests' || figure === 'failures');
  const latencies = cells.filter((cell) => !counts.includes(cell));
  const inside = (some: readonly Residual[]): number => some.filter((cell) => cell.inside).length;
  const errors = latencies
    .filter(({ figure }) => centralFigures.includes(figure))
    .map(({ observed, predicted }) => Math.abs(predicted - observed) / observed);
  const medianAbsoluteError = median(errors) ?? 0;
  return {
    latencyCells: latencies.length,
    latencyCellsInside: inside(latencies),
    countCells: counts.length,
    countCellsInside: inside(counts),
    medianAbsoluteError,
    verdict: `${inside(counts)} of ${counts.length} counts and ${inside(latencies)} of ${latencies.length} latency cells lie inside their 95 % predictive intervals; the median absolute error of averages and P50 to P95 is ${(medianAbsoluteError * 100).toFixed(0)} %.`,
  };
}

/** Reflects a position at the ends of the prior, so that no mass piles up there. */
function fold(position: number): number {
  const p = Math.abs(position) % 2;
  return p > 1 ? 2 - p : p;
}

function mix(old: number, fresh: number): number {
  return old + LEARNING_RATE * (fresh - old);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
