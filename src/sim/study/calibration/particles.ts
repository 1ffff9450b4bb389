import { exp, ln } from '../../math/logarithm.ts';
import type { StreamBank } from '../../kernel/randomStreams.ts';
import type { Scenario } from '../../model/scenario.ts';
import { withSettings } from '../../model/settings.ts';
import { type CalibrationParameter, settingsAt } from '../parameters.ts';
import type { LogLikelihood } from './emulator.ts';

/** A cloud of points of the unit cube that are equally likely under some density. */
export interface Particles {
  readonly count: number;
  readonly dimensions: number;
  /** `count` by `dimensions`. */
  readonly points: Float64Array;
}

/** Least share of particles that may be left, in effect, after one step towards a new density. */
const LEAST_EFFECTIVE = 0.4;

/** Points drawn evenly over the cube. */
export function evenParticles(count: number, dimensions: number, draws: StreamBank): Particles {
  const points = Float64Array.from({ length: count * dimensions }, () => draws.uniform(0));
  return { count, dimensions, points };
}

/**
 * How far `exponent`, the share of the likelihood that the particles have seen, can be raised in one step, at most to `most`,
 * so that enough of them remain in effect (Del Moral, Doucet and Jasra, Journal of the Royal Statistical Society B 68, 2006).
 */
export function raised(logLikelihoods: Float64Array, exponent: number, most: number): number {
  const enough = (next: number): boolean =>
    effective(weightsFor(logLikelihoods, next - exponent)) >=
    LEAST_EFFECTIVE * logLikelihoods.length;
  if (enough(most)) return most;
  let low = exponent;
  let high = most;
  for (let round = 0; round < 30; round++) {
    const middle = (low + high) / 2;
    if (enough(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Number of equally weighted particles that tell as much as these weights, which sum to 1 (Kish). */
export function effective(weights: Float64Array): number {
  let squares = 0;
  for (const weight of weights) squares += weight * weight;
  return 1 / squares;
}

/** Weights that sum to 1, in proportion to L^exponent. */
export function weightsFor(logLikelihoods: Float64Array, exponent: number): Float64Array {
  let most = -Infinity;
  for (const value of logLikelihoods) if (value > most) most = value;
  const weights = logLikelihoods.map((value) =>
    value === -Infinity ? 0 : exp(exponent * (value - most)),
  );
  let sum = 0;
  for (const weight of weights) sum += weight;
  return weights.map((weight) => weight / sum);
}

/** `size` particles drawn by weight (systematic resampling), not yet moved. */
export function resampled(
  particles: Particles,
  weights: Float64Array,
  size: number,
  draws: StreamBank,
): Particles {
  const { dimensions } = particles;
  const points = new Float64Array(size * dimensions);
  const start = draws.uniform(0);
  let from = 0;
  let sum = weights[0]!;
  for (let i = 0; i < size; i++) {
    while ((i + start) / size > sum && from < particles.count - 1) sum += weights[++from]!;
    points.set(
      particles.points.subarray(from * dimensions, (from + 1) * dimensions),
      i * dimensions,
    );
  }
  return { count: size, dimensions, points };
}

export function likelihoodsOf(
  likelihood: LogLikelihood,
  { count, points }: Particles,
): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => likelihood(points, i));
}

/** Added to every move, in widths of the prior, so that no direction is lost. */
const STIR = 1e-3;

/**
 * Moves every particle `steps` times under L^exponent by differential evolution (ter Braak, Statistics and Computing 16,
 * 2006), reflected at the faces of the cube. In place.
 */
export function move(
  particles: Particles,
  logLikelihood: LogLikelihood,
  exponent: number,
  steps: number,
  draws: StreamBank,
): void {
  const { count, dimensions, points } = particles;
  const logDensity = Float64Array.from(
    { length: count },
    (_, i) => exponent * logLikelihood(points, i),
  );
  const others = Float64Array.from(points);
  const stride = 2.38 / Math.sqrt(2 * dimensions);
  const proposal = new Float64Array(dimensions);
  for (let step = 0; step < steps; step++) {
    // Now and then a whole difference, which joins modes.
    const factor = step % 10 === 9 ? 0.98 : stride;
    for (let i = 0; i < count; i++) {
      const a = draws.below(0, count) * dimensions;
      const b = draws.below(0, count) * dimensions;
      const at = i * dimensions;
      for (let d = 0; d < dimensions; d++) {
        const stir = STIR * (draws.uniform(0) - 0.5);
        proposal[d] = reflected(
          points[at + d]! + factor * (others[a + d]! - others[b + d]!) + stir,
        );
      }
      const density = exponent * logLikelihood(proposal, 0);
      if (!(ln(draws.uniform(0)) < density - logDensity[i]!)) continue;
      points.set(proposal, at);
      logDensity[i] = density;
    }
  }
}

/** Folds a position back into 0..1. */
function reflected(position: number): number {
  const p = Math.abs(position) % 2;
  return p > 1 ? 2 - p : p;
}

export function pointOf({ points, dimensions }: Particles, i: number): number[] {
  return [...points.subarray(i * dimensions, (i + 1) * dimensions)];
}

export function scenarioAt(
  scenario: Scenario,
  parameters: readonly CalibrationParameter[],
  point: readonly number[],
): Scenario {
  return withSettings(scenario, settingsAt(parameters, point));
}
