import { describe, expect, test } from 'vitest';
import { StreamBank } from '../../kernel/randomStreams.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { Emulator } from './emulator.ts';
import { evenParticles } from './particles.ts';

/** Two cells that depend on two parameters, one of them bent, with noise that they share in part. */
function population(count: number): ConstructorParameters<typeof Emulator>[0] {
  const draws = new StreamBank(3, 'test', 1);
  const { points } = evenParticles(count, 2, draws);
  const noise = (): number => 0.3 * normalQuantile(draws.uniform(0));
  const scores = new Float64Array(count * 2);
  for (let i = 0; i < count; i++) {
    const [a, b] = [points[2 * i]!, points[2 * i + 1]!];
    const common = noise();
    scores[2 * i] = 2 * a + noise() + common;
    scores[2 * i + 1] = a + 3 * b * b + noise() + common;
  }
  return { count, points, dimensions: 2, scores, cells: 2 };
}

const emulator = new Emulator(population(2000));

describe('the emulator', () => {
  test('finds the parameters that explain what was observed likelier than others', () => {
    const likelihood = emulator.against(Float64Array.of(1, 0.5 + 3 * 0.25), [0, 1]);
    const at = (...point: number[]): number => likelihood(Float64Array.from(point), 0);
    const best = at(0.5, 0.5);
    for (const other of [at(0.2, 0.5), at(0.8, 0.5), at(0.5, 0.2), at(0.5, 0.8)]) {
      expect(other).toBeLessThan(best);
    }
  });

  test('weighs a miss by the noise of the cells together', () => {
    // Both cells too high by as much as the common noise explains, against one high and one low.
    const together = emulator.against(Float64Array.of(1.4, 1.65), [0, 1]);
    const apart = emulator.against(Float64Array.of(1.4, 0.85), [0, 1]);
    const truth = Float64Array.of(0.5, 0.5);
    expect(together(truth, 0)).toBeGreaterThan(apart(truth, 0));
  });

  test('knows where its runs have been and where not', () => {
    expect(emulator.knows(Float64Array.of(0.5, 0.5), 0)).toBe(true);
    expect(emulator.knows(Float64Array.of(0.5, 2), 0)).toBe(false);
  });

  test('says nothing about a parameter that its cell does not depend on', () => {
    const likelihood = emulator.against(Float64Array.of(1, 9), [0]);
    const low = likelihood(Float64Array.of(0.5, 0.1), 0);
    expect(Math.abs(likelihood(Float64Array.of(0.5, 0.9), 0) - low)).toBeLessThan(0.1);
  });
});
