import { describe, expect, test } from 'vitest';
import { StreamBank } from '../../kernel/randomStreams.ts';
import { moments } from '../../stats/moments.ts';
import { effective, evenParticles, move, raised, resampled, weightsFor } from './particles.ts';

const draws = (): StreamBank => new StreamBank(1, 'test', 1);
/** A normal density around 0.6 with spread 0.1 in the first of two parameters. */
const likelihood = (points: Float64Array, at: number): number =>
  -((points[2 * at]! - 0.6) ** 2) / (2 * 0.01);

describe('particles', () => {
  test('follow a density: its centre, its spread, and what it leaves alone', () => {
    const stream = draws();
    let particles = evenParticles(1500, 2, stream);
    const values = Float64Array.from({ length: 1500 }, (_, i) => likelihood(particles.points, i));
    particles = resampled(particles, weightsFor(values, 1), 1500, stream);
    move(particles, likelihood, 1, 30, stream);
    const column = (d: number): number[] =>
      Array.from({ length: 1500 }, (_, i) => particles.points[2 * i + d]!);
    const told = moments(column(0));
    expect(told.mean).toBeCloseTo(0.6, 1);
    expect(Math.sqrt(told.variance!)).toBeGreaterThan(0.09);
    expect(Math.sqrt(told.variance!)).toBeLessThan(0.11);
    // Even over 0..1 as before: variance 1/12.
    expect(moments(column(1)).variance).toBeGreaterThan(0.07);
    expect(moments(column(1)).variance).toBeLessThan(0.095);
  });

  test('stay where the density is not zero', () => {
    const stream = draws();
    const particles = evenParticles(200, 2, stream);
    for (let i = 0; i < 200; i++) particles.points[2 * i]! /= 2;
    const half = (points: Float64Array, at: number): number =>
      points[2 * at]! <= 0.5 ? 0 : -Infinity;
    move(particles, half, 1, 20, stream);
    for (let i = 0; i < 200; i++) expect(particles.points[2 * i]).toBeLessThanOrEqual(0.5);
  });

  test('bear as much of a likelihood as leaves enough of them in effect', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => -i / 10);
    const exponent = raised(values, 0.1, 1);
    expect(exponent).toBeGreaterThan(0.1);
    expect(exponent).toBeLessThan(1);
    expect(effective(weightsFor(values, exponent - 0.1))).toBeCloseTo(400, 0);
    expect(raised(new Float64Array(10), 0.1, 0.7)).toBe(0.7);
  });

  test('without any likelihood have no weight, also when none is let in', () => {
    expect([...weightsFor(Float64Array.of(-Infinity, -5, -5), 0)]).toEqual([0, 0.5, 0.5]);
  });
});
