import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteBeta, lnGamma } from './incompleteBeta.ts';

const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

describe('lnGamma', () => {
  test.each([
    [1, 0],
    [0.5, Math.log(Math.PI) / 2],
    [5, Math.log(24)],
    [11, Math.log(3_628_800)],
    [
      16.5,
      Math.log(Math.sqrt(Math.PI)) +
        Array.from({ length: 16 }, (_, i) => Math.log(i + 0.5)).reduce((a, b) => a + b),
    ],
  ])('of %d is the log of the factorial', (x, expected) => {
    expect(lnGamma(x)).toBeCloseTo(expected, 12);
  });
});

describe('incompleteBeta', () => {
  test('for whole a and b is the binomial tail', () => {
    // I_0.3(2, 3) = P(at least 2 of 4 with p 0.3) = 6*0.09*0.49 + 4*0.027*0.7 + 0.0081 = 0.3483
    expect(incompleteBeta(0.3, 2, 3, lnBeta(2, 3))).toBeCloseTo(0.3483, 12);
  });

  test('is 0 and 1 at the ends', () => {
    expect(incompleteBeta(0, 2, 3, lnBeta(2, 3))).toBe(0);
    expect(incompleteBeta(1, 2, 3, lnBeta(2, 3))).toBe(1);
  });

  test('mirrors: I_x(a, b) + I_1-x(b, a) is 1', () => {
    const shape = fc.double({ min: 0.1, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (x, a, b) => {
        const sum =
          incompleteBeta(x, a, b, lnBeta(a, b)) + incompleteBeta(1 - x, b, a, lnBeta(a, b));
        expect(sum).toBeCloseTo(1, 10);
      }),
    );
  });
});
