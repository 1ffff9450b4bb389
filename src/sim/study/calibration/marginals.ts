import { ln } from '../../math/logarithm.ts';
import { StreamBank } from '../../kernel/randomStreams.ts';
import { moments } from '../../stats/moments.ts';
import { ascending, quantile } from '../../stats/quantile.ts';
import { type CalibrationParameter, valueAt } from '../parameters.ts';
import type { FittedParameter, Knowledge, Marginal, Measurement } from '../results.ts';
import { derivedQuantities } from './derived.ts';
import { evenParticles, type Particles, pointOf } from './particles.ts';

/** From this contraction on the 95 % interval is less than half of what it was. */
const IDENTIFIED = 0.8;
const NARROWED = 0.5;
/** Draws from the prior that a derived quantity's prior spread is taken from. */
const PRIOR_DRAWS = 4000;

/** What the particles say of each parameter; `point` is the set that stands for them all. */
export function parameterMarginals(
  parameters: readonly CalibrationParameter[],
  particles: Particles,
  point: readonly number[],
  measurement: Measurement,
  seed: number,
): FittedParameter[] {
  return parameters.map((parameter, d) => {
    const positions = Array.from(
      { length: particles.count },
      (_, i) => particles.points[i * particles.dimensions + d]!,
    );
    // Positions are even in 0..1 before any data.
    const contraction = contractionOf(width(positions), 0.95);
    const values = positions.map((position) => valueAt(parameter, position));
    return {
      path: parameter.path,
      label: parameter.label,
      unit: parameter.unit,
      value: valueAt(parameter, point[d]!),
      ...interval(values),
      contraction,
      knowledge: knowledgeOf(contraction),
      prior: parameter.prior,
      priorSource: parameter.source,
      provenance: {
        kind: 'fitted',
        source: `calibration on the measurement ${measurement.name}, seed ${seed}: ${sentence(knowledgeOf(contraction))}`,
      },
    };
  });
}

/** Quantities that a table tells better than the parameters that make them (semantics H7). */
export function derivedMarginals(
  parameters: readonly CalibrationParameter[],
  particles: Particles,
  point: readonly number[],
): Marginal[] {
  const prior = evenParticles(
    PRIOR_DRAWS,
    parameters.length,
    new StreamBank(1, 'prior of derived quantities', 1),
  );
  return derivedQuantities(parameters).map(({ label, unit, ratio }): Marginal => {
    const over = (cloud: Particles): number[] =>
      Array.from({ length: cloud.count }, (_, i) => ratio(pointOf(cloud, i)));
    const values = over(particles);
    const contraction = contractionOf(width(values.map(ln)), width(over(prior).map(ln)));
    return {
      label,
      unit,
      value: ratio(point),
      ...interval(values),
      contraction,
      knowledge: knowledgeOf(contraction),
    };
  });
}

/** Correlations of the parameters over the particles, on the scales of their priors. */
export function correlations({ count, dimensions, points }: Particles): number[][] {
  const columns = Array.from({ length: dimensions }, (_, d) =>
    Float64Array.from({ length: count }, (_, i) => points[i * dimensions + d]!),
  );
  const standard = columns.map((column) => {
    const { mean, variance } = moments(column);
    const spread = Math.sqrt(variance!) || 1;
    return column.map((value) => (value - mean!) / spread);
  });
  return standard.map((a) =>
    standard.map((b) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += a[i]! * b[i]!;
      return Math.min(1, Math.max(-1, sum / (count - 1)));
    }),
  );
}

function interval(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = ascending(values);
  return { low: quantile(sorted, 0.025)!, high: quantile(sorted, 0.975)! };
}

/** Width of the 95 % interval: unlike the variance it does not hang on the outermost particles. */
function width(values: readonly number[]): number {
  const { low, high } = interval(values);
  return high - low;
}

/** 0: as wide as before any data; 1: a point. In squares, as variances are compared. */
function contractionOf(after: number, before: number): number {
  return 1 - (after / before) ** 2;
}

function knowledgeOf(contraction: number): Knowledge {
  if (contraction >= IDENTIFIED) return 'identified';
  return contraction >= NARROWED ? 'narrowed' : 'prior';
}

function sentence(knowledge: Knowledge): string {
  switch (knowledge) {
    case 'identified':
      return 'identified by the tables';
    case 'narrowed':
      return 'narrowed by the tables, not identified alone';
    case 'prior':
      return 'not told by the tables, so about as uncertain as before';
  }
}
