import { replicationSeed, StreamBank } from '../../kernel/randomStreams.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Cell, cellValue } from '../fit.ts';
import type { CalibrationParameter } from '../parameters.ts';
import type { RunSummary, Study } from '../results.ts';
import { CellScores } from './cellScores.ts';
import { Emulator, type LogLikelihood } from './emulator.ts';
import {
  evenParticles,
  likelihoodsOf,
  move,
  type Particles,
  pointOf,
  raised,
  resampled,
  scenarioAt,
  weightsFor,
} from './particles.ts';
import { parseState, printState, type WaveState } from './waveState.ts';

/** How much is simulated and how long particles are moved. */
export interface Effort {
  /** Runs of a wave, each at a point of its own. */
  readonly runs: number;
  /** Runs that the last emulator learns from. */
  readonly lastRuns: number;
  /** Moves of each particle between two waves. */
  readonly steps: number;
  /** Waves that learn anew where the last emulator will be needed. */
  readonly refinements: number;
  readonly mostWaves: number;
  /**
   * Share of the likelihood under which the last emulator's runs are drawn: below 1 they are a cloud wider than the
   * posterior, so that it has neighbours on all sides, and room when a part of the table is left out.
   */
  readonly exponent: number;
}

export const fullEffort: Effort = {
  runs: 2000,
  lastRuns: 6000,
  steps: 30,
  refinements: 2,
  mostWaves: 16,
  exponent: 0.7,
};

/** Waves that a calibration usually takes: only the progress depends on it. */
const USUAL_WAVES = 8;

/** What the last wave leaves. */
export interface Learned {
  readonly emulator: Emulator;
  /** Cells that the emulator knows, in its order, and the measured ones on its scale. */
  readonly cells: readonly Cell[];
  readonly observed: Float64Array;
  readonly scales: readonly CellScores[];
  /** Where its runs were, drawn from the density L^exponent. */
  readonly particles: Particles;
  readonly exponent: number;
  readonly waves: readonly { readonly exponent: number; readonly runs: number }[];
}

export interface WaveOptions {
  readonly scenario: Scenario;
  readonly parameters: readonly CalibrationParameter[];
  readonly cells: readonly Cell[];
  readonly seed: number;
  readonly effort: Effort;
  /** From an earlier step; null begins at the prior. */
  readonly checkpoint: string | null;
  /** Done share of the whole study after the last wave. */
  readonly until: number;
}

/**
 * Learns, wave by wave, what the simulator prints around the parameters that explain the measurement. Each wave runs the
 * simulator once at every particle, fits an emulator to that, lets in as much more of its likelihood as the particles bear
 * and moves them; the last wave runs many more. What follows depends on nothing but the particles (see `WaveState`).
 */
export function* waves(options: WaveOptions): Study<Learned> {
  const { effort } = options;
  let state = options.checkpoint === null ? first(options) : parseState(options.checkpoint);
  for (;;) {
    const learned = yield* learn(state, options);
    if (state.settled >= effort.refinements || state.waves.length >= effort.mostWaves) {
      return learned;
    }
    state = next(state, learned, options);
  }
}

/** Log likelihood of the measured cells in `chosen`; nothing is likely where the emulator has not been. */
export function likelihoodOf(
  { emulator, observed }: Learned,
  chosen: readonly number[],
): LogLikelihood {
  const likelihood = emulator.against(observed, chosen);
  return (points, at) => (emulator.knows(points, at) ? likelihood(points, at) : -Infinity);
}

export function indices(list: readonly unknown[]): number[] {
  return list.map((_, i) => i);
}

function first({ parameters, seed, effort }: WaveOptions): WaveState {
  const draws = new StreamBank(seed, 'calibration prior', 1);
  return {
    waves: [],
    exponent: 0,
    settled: 0,
    particles: evenParticles(effort.runs, parameters.length, draws),
  };
}

function next(state: WaveState, learned: Learned, { seed, effort }: WaveOptions): WaveState {
  const draws = new StreamBank(seed, `calibration wave ${state.waves.length}`, 1);
  const everywhere = learned.emulator.against(learned.observed, indices(learned.cells));
  // The first wave has been all over the prior.
  const likelihood =
    state.exponent === 0 ? everywhere : likelihoodOf(learned, indices(learned.cells));
  const values = likelihoodsOf(likelihood, state.particles);
  const exponent = raised(values, state.exponent, effort.exponent);
  const settled = exponent >= effort.exponent ? state.settled + 1 : 0;
  const particles = resampled(
    state.particles,
    weightsFor(values, exponent - state.exponent),
    settled >= effort.refinements ? effort.lastRuns : effort.runs,
    draws,
  );
  move(particles, likelihood, exponent, effort.steps, draws);
  return { waves: learned.waves, exponent, settled, particles };
}

function* learn(state: WaveState, options: WaveOptions): Study<Learned> {
  const { scenario, parameters, cells, seed, until } = options;
  const { exponent, particles, waves: before } = state;
  const share = (waves: number): number => until * Math.min(0.95, waves / USUAL_WAVES);
  const waveSeed = replicationSeed(seed, before.length);
  const results = yield {
    tasks: Array.from({ length: particles.count }, (_, i) => ({
      scenario: scenarioAt(scenario, parameters, pointOf(particles, i)),
      seeds: [replicationSeed(waveSeed, i)],
    })),
    progress: share(before.length),
    until: share(before.length + 1),
    label: `wave ${before.length + 1}, ${(exponent * 100).toFixed(0)} % of the evidence`,
    checkpoint: printState(state),
  };
  return {
    ...taught(
      particles,
      results.map(([run]) => run!),
      cells,
    ),
    particles,
    exponent,
    waves: [...before, { exponent, runs: particles.count }],
  };
}

/** An emulator that has learned from `runs`, one at each particle. */
function taught(
  { points, dimensions }: Particles,
  runs: readonly RunSummary[],
  cells: readonly Cell[],
): Pick<Learned, 'emulator' | 'cells' | 'observed' | 'scales'> {
  const rows = runs.map((run) => cells.map((cell) => cellValue(cell, run)));
  // A run without a value in some cell (nobody logged in) is far from any table that has one, and teaches nothing.
  const complete = indices(rows).filter((i) => rows[i]!.every((value) => value !== null));
  const scales = cells.map(
    (_, c) => new CellScores(Float64Array.from(complete, (i) => rows[i]![c]!)),
  );
  const known = indices(cells).filter((c) => !scales[c]!.constant);
  const scores = new Float64Array(complete.length * known.length);
  const used = new Float64Array(complete.length * dimensions);
  for (const [k, i] of complete.entries()) {
    used.set(points.subarray(i * dimensions, (i + 1) * dimensions), k * dimensions);
    for (const [j, c] of known.entries()) {
      scores[k * known.length + j] = scales[c]!.of(rows[i]![c]!);
    }
  }
  return {
    emulator: new Emulator({
      count: complete.length,
      points: used,
      dimensions,
      scores,
      cells: known.length,
    }),
    cells: known.map((c) => cells[c]!),
    observed: Float64Array.from(known, (c) => scales[c]!.of(cells[c]!.printed)),
    scales: known.map((c) => scales[c]!),
  };
}
