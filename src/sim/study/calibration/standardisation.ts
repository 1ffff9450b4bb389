import { cholesky, solveLower } from '../../stats/cholesky.ts';
import { ascending, quantile } from '../../stats/quantile.ts';

/** Share of a population that counts as the region which it covers. */
const COVERED = 0.995;

/** Centre, scales and shape of a cloud of points. */
export class Standardisation {
  private readonly dimensions: number;
  private readonly centre: Float64Array;
  private readonly scale: Float64Array;
  /** Cholesky factor of the correlations. */
  private readonly lower: Float64Array;
  private readonly reach: number;
  private readonly x: Float64Array;

  constructor(points: Float64Array, count: number, dimensions: number) {
    this.dimensions = dimensions;
    this.centre = new Float64Array(dimensions);
    this.scale = new Float64Array(dimensions);
    this.x = new Float64Array(dimensions);
    for (let i = 0; i < count; i++) {
      for (let d = 0; d < dimensions; d++) this.centre[d]! += points[i * dimensions + d]! / count;
    }
    for (let i = 0; i < count; i++) {
      for (let d = 0; d < dimensions; d++) {
        this.scale[d]! += (points[i * dimensions + d]! - this.centre[d]!) ** 2 / count;
      }
    }
    for (let d = 0; d < dimensions; d++) this.scale[d] = Math.sqrt(this.scale[d]!) || 1;
    const correlations = new Float64Array(dimensions * dimensions);
    for (let i = 0; i < count; i++) {
      const x = this.of(points, i);
      for (let a = 0; a < dimensions; a++) {
        for (let b = 0; b < dimensions; b++)
          correlations[a * dimensions + b]! += (x[a]! * x[b]!) / count;
      }
    }
    for (let d = 0; d < dimensions; d++) correlations[d * dimensions + d]! += 1e-9;
    this.lower = cholesky(correlations, dimensions);
    const distances = ascending(Array.from({ length: count }, (_, i) => this.distance(points, i)));
    this.reach = quantile(distances, COVERED)!;
  }

  /** Point `at` of `points` in units of the spread around the centre; overwritten by the next call. */
  of(points: Float64Array, at: number): Float64Array {
    const { dimensions, centre, scale, x } = this;
    for (let d = 0; d < dimensions; d++) {
      x[d] = (points[at * dimensions + d]! - centre[d]!) / scale[d]!;
    }
    return x;
  }

  /** Whether the cloud reaches as far as this point. */
  contains(points: Float64Array, at: number): boolean {
    return this.distance(points, at) <= this.reach;
  }

  private distance(points: Float64Array, at: number): number {
    const x = this.of(points, at);
    solveLower(this.lower, this.dimensions, x, 1);
    let squares = 0;
    for (let d = 0; d < this.dimensions; d++) squares += x[d]! * x[d]!;
    return squares;
  }
}
