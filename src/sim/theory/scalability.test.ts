import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitScalability, scaledThroughput } from './scalability.ts';

const law = { gamma: 10, alpha: 0.05, beta: 0.001, peak: Math.sqrt(0.95 / 0.001) };

describe('fitScalability', () => {
  test('gives a law back from what it predicts', () => {
    const points = [1, 4, 8, 16, 32, 64].map((n) => ({ n, throughput: scaledThroughput(law, n) }));
    const fitted = fitScalability(points);
    expect(fitted.gamma).toBeCloseTo(10, 9);
    expect(fitted.alpha).toBeCloseTo(0.05, 9);
    expect(fitted.beta).toBeCloseTo(0.001, 10);
    expect(fitted.peak).toBeCloseTo(30.82, 2);
  });

  test('leaves out costs that the measurements do not show', () => {
    const linear = [1, 2, 3, 8].map((n) => ({ n, throughput: 7 * n }));
    expect(fitScalability(linear)).toMatchObject({ gamma: expect.closeTo(7, 9), peak: Infinity });
    // Better than linear: no cost can explain it, and none is made up.
    const better = [1, 2, 3, 8].map((n) => ({ n, throughput: 7 * n * (1 + n / 100) }));
    expect(fitScalability(better)).toMatchObject({ alpha: 0, beta: 0 });
  });

  test('never has negative costs', () => {
    const point = fc.record({
      n: fc.integer({ min: 1, max: 500 }),
      throughput: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(point, { minLength: 3, maxLength: 10, selector: ({ n }) => n }),
        (points) => {
          const { gamma, alpha, beta } = fitScalability(points);
          expect(gamma).toBeGreaterThan(0);
          expect(alpha).toBeGreaterThanOrEqual(0);
          expect(beta).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('refuses to make a law of two loads', () => {
    const points = [1, 1, 2].map((n) => ({ n, throughput: n }));
    expect(() => fitScalability(points)).toThrow('three different loads');
  });
});
