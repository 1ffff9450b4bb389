import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp, expm1, ln, log1p, log2, power } from './logarithm.ts';

/** Distance in units of the last place of `b`. */
function ulps(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const scale = Math.max(Math.abs(b), 2 ** -1022);
  return Math.abs(a - b) / 2 ** (Math.floor(Math.log2(scale)) - 52);
}

const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
const within = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

describe('the portable logarithm and exponential', () => {
  test('are within two units of the last place of what the engine has', () => {
    const runs = { numRuns: 20_000 };
    fc.assert(
      fc.property(positive, (x) => ulps(ln(x), Math.log(x)) <= 2),
      runs,
    );
    fc.assert(
      fc.property(within(-708, 709), (x) => ulps(exp(x), Math.exp(x)) <= 2),
      runs,
    );
    fc.assert(
      fc.property(within(0.5, 2), (x) => ulps(ln(x), Math.log(x)) <= 2),
      runs,
    );
  });

  test('lose nothing near 0 where one is added or taken away', () => {
    const runs = { numRuns: 5000 };
    fc.assert(
      fc.property(within(-0.9, 10), (x) => ulps(log1p(x), Math.log1p(x)) <= 6),
      runs,
    );
    fc.assert(
      fc.property(within(-30, 30), (x) => ulps(expm1(x), Math.expm1(x)) <= 6),
      runs,
    );
    expect([log1p(1e-20), expm1(1e-20), expm1(-800), expm1(800)]).toEqual([
      1e-20,
      1e-20,
      -1,
      Infinity,
    ]);
  });

  test('know their limits', () => {
    expect([ln(0), ln(1), ln(Infinity), ln(-1), ln(NaN)]).toEqual([
      -Infinity,
      0,
      Infinity,
      NaN,
      NaN,
    ]);
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(NaN), exp(710)]).toEqual([
      1,
      0,
      Infinity,
      NaN,
      Infinity,
    ]);
    expect(ulps(ln(Number.MIN_VALUE), Math.log(Number.MIN_VALUE))).toBeLessThanOrEqual(1);
    expect(exp(-745.1)).toBe(Number.MIN_VALUE);
    expect(log2(8)).toBeCloseTo(3, 14);
    expect([power(2, 10), power(0, 2), power(0, 0), power(0, -1)]).toEqual([1024, 0, 1, Infinity]);
  });

  test('have these bits on every engine', () => {
    expect([ln(0.1), ln(7), ln(1e300), exp(1), exp(-0.3), exp(500)]).toEqual([
      -2.3025850929940455, 1.9459101490553132, 690.7755278982137, 2.7182818284590455,
      0.7408182206817179, 1.4035922178528373e217,
    ]);
  });
});
