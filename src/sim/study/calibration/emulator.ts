import { log1p } from '../../math/logarithm.ts';
import { cholesky, solveLower, solveUpper } from '../../stats/cholesky.ts';
import { Standardisation } from './standardisation.ts';

/** Added to the squares of the regression, as a share of the runs: keeps it solvable when a parameter hardly moves. */
const RIDGE = 1e-6;
/** Share of the noise that is taken as each cell's own: cells such as P99 and P100 repeat one another. */
const OWN_NOISE = 0.2;
/** Least variance of a cell's noise on the scale of normal scores. */
const LEAST_VARIANCE = 0.02;
/**
 * Degrees of freedom of the likelihood's tails. A measurement that fits worse than chance explains widens all its cells
 * alike: with a squared distance D over p cells by (TAIL + D) / (TAIL + p).
 */
const TAIL = 20;
/**
 * Part of the likelihood that counts is one in so many: noise that is neither normal nor the same everywhere makes the whole
 * of it too sure. Chosen so that intervals hold the truth of virtual runs as often as they say (`npm run verify:calibration`).
 */
const CAUTION = 1.5;

/** Runs that an emulator learns from, row by row. */
export interface Population {
  readonly count: number;
  /** Positions in the priors' unit cube, `count` by `dimensions`. */
  readonly points: Float64Array;
  readonly dimensions: number;
  /** Normal scores of the cells, `count` by `cells`. */
  readonly scores: Float64Array;
  readonly cells: number;
}

export type LogLikelihood = (points: Float64Array, at: number) => number;

/**
 * What cells the simulator prints as a function of its parameters: their mean a quadratic polynomial with cubes of
 * single parameters, their noise one
 * covariance, both learned by least squares from runs of one replication each. Good where its population lies, and only
 * there: see `knows`.
 */
export class Emulator {
  private readonly standardisation: Standardisation;
  private readonly features: number;
  private readonly cells: number;
  /** `features` by `cells`. */
  private readonly coefficients: Float64Array;
  private readonly covariance: Float64Array;

  constructor(population: Population) {
    const { count, points, dimensions, scores, cells } = population;
    this.standardisation = new Standardisation(points, count, dimensions);
    this.cells = cells;
    this.features = featureCount(dimensions);
    const { features } = this;
    const design = new Float64Array(count * features);
    for (let i = 0; i < count; i++) {
      quadratic(this.standardisation.of(points, i), design, i * features);
    }
    const squares = crossProduct(design, features, design, features, count);
    for (let f = 0; f < features; f++) squares[f * features + f]! += RIDGE * count;
    this.coefficients = crossProduct(design, features, scores, cells, count);
    const lower = cholesky(squares, features);
    solveLower(lower, features, this.coefficients, cells);
    solveUpper(lower, features, this.coefficients, cells);

    const residuals = Float64Array.from(scores);
    for (let i = 0; i < count; i++) {
      for (let f = 0; f < features; f++) {
        const x = design[i * features + f]!;
        for (let c = 0; c < cells; c++) {
          residuals[i * cells + c]! -= x * this.coefficients[f * cells + c]!;
        }
      }
    }
    this.covariance = crossProduct(residuals, cells, residuals, cells, count);
    // What a further run differs by: its noise, and what the coefficients do not know.
    const factor = (1 + features / count) / (count - features);
    for (let i = 0; i < cells * cells; i++) this.covariance[i]! *= factor;
  }

  /** Whether its runs reach as far as point `at`. */
  knows(points: Float64Array, at: number): boolean {
    return this.standardisation.contains(points, at);
  }

  /**
   * Log likelihood, up to a constant, of the scores `observed` in the cells `chosen` (indices): Student-tailed around the
   * expected ones with the covariance of the runs.
   */
  against(observed: Float64Array, chosen: readonly number[]): LogLikelihood {
    const { cells, features, coefficients, covariance, standardisation } = this;
    const p = chosen.length;
    const noise = new Float64Array(p * p);
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < p; b++) {
        const value = covariance[chosen[a]! * cells + chosen[b]!]!;
        noise[a * p + b] = a === b ? Math.max(value, LEAST_VARIANCE) : (1 - OWN_NOISE) * value;
      }
    }
    const lower = cholesky(noise, p);
    // Whitened once: what remains for a point is one product.
    const white = new Float64Array(p * features);
    const target = new Float64Array(p);
    for (let a = 0; a < p; a++) {
      target[a] = observed[chosen[a]!]!;
      for (let f = 0; f < features; f++) {
        white[a * features + f] = coefficients[f * cells + chosen[a]!]!;
      }
    }
    solveLower(lower, p, white, features);
    solveLower(lower, p, target, 1);
    const phi = new Float64Array(features);
    return (points, at) => {
      quadratic(standardisation.of(points, at), phi, 0);
      let distance = 0;
      for (let a = 0; a < p; a++) {
        let rest = target[a]!;
        for (let f = 0, w = a * features; f < features; f++, w++) rest -= white[w]! * phi[f]!;
        distance += rest * rest;
      }
      return ((-(TAIL + p) / 2) * log1p(distance / TAIL)) / CAUTION;
    };
  }
}

function featureCount(dimensions: number): number {
  return 1 + 2 * dimensions + (dimensions * (dimensions + 1)) / 2;
}

/** 1, every coordinate, its cube, and every product of two. */
function quadratic(x: Float64Array, out: Float64Array, at: number): void {
  let f = at;
  out[f++] = 1;
  for (let i = 0; i < x.length; i++) out[f++] = x[i]!;
  for (let i = 0; i < x.length; i++) out[f++] = x[i]! * x[i]! * x[i]!;
  for (let i = 0; i < x.length; i++) {
    const xi = x[i]!;
    for (let j = 0; j <= i; j++) out[f++] = xi * x[j]!;
  }
}

/** A' B over `count` rows. */
function crossProduct(
  a: Float64Array,
  columnsOfA: number,
  b: Float64Array,
  columnsOfB: number,
  count: number,
): Float64Array {
  const product = new Float64Array(columnsOfA * columnsOfB);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < columnsOfA; j++) {
      const x = a[i * columnsOfA + j]!;
      if (x === 0) continue;
      const row = j * columnsOfB;
      const from = i * columnsOfB;
      for (let k = 0; k < columnsOfB; k++) product[row + k]! += x * b[from + k]!;
    }
  }
  return product;
}
