import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from './normal.ts';
import { studentQuantile, studentUpperTail } from './studentT.ts';

describe('studentQuantile', () => {
  // 40-digit arithmetic; the first rows are those of every printed table (12.706, 4.303, 3.182, ...).
  test.each([
    [0.975, 1, 12.70620473617471],
    [0.975, 2, 4.302652729749464],
    [0.975, 3, 3.182446305283708],
    [0.995, 9, 3.249835541592126],
    [0.975, 29, 2.045229642132704],
    [0.6, 60, 0.2544733949895311],
    [0.975, 199, 1.971956544251753],
    [0.9, 2.5, 1.730250928807177],
    [0.999999999, 5, 98.93722520824213],
    [0.025, 3, -3.182446305283708],
  ])('of %d with %d degrees of freedom is %d', (p, df, t) => {
    expect(Math.abs(studentQuantile(p, df) / t - 1)).toBeLessThan(1e-9);
  });

  test('with a million degrees of freedom differs from the normal one by the first term of its expansion', () => {
    const z = normalQuantile(0.975);
    const expected = z + (z ** 3 + z) / 4e6;
    expect(Math.abs(studentQuantile(0.975, 1e6) - expected)).toBeLessThan(1e-10);
  });

  test('is 0 in the middle, infinite at the ends, and nothing below one degree of freedom', () => {
    expect(studentQuantile(0.5, 7)).toBe(0);
    expect([studentQuantile(0, 7), studentQuantile(1, 7)]).toEqual([-Infinity, Infinity]);
    expect(studentQuantile(0.9, 0.5)).toBeNaN();
    expect(studentQuantile(1.5, 3)).toBeNaN();
  });

  test('gives back the tail probability for any degrees of freedom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.49, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }).map((exponent) => 10 ** exponent),
        (tail, df) => {
          expect(
            Math.abs(studentUpperTail(-studentQuantile(tail, df), df) / tail - 1),
          ).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('narrows as degrees of freedom are added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (df) => {
        expect(studentQuantile(0.975, df + 1)).toBeLessThan(studentQuantile(0.975, df));
      }),
    );
  });
});
