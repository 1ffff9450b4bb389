import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ln } from './logarithm.ts';
import { unitExponential } from './unitExponential.ts';

const inverted = (bits: number): number => -ln(((bits >>> 0) + 0.5) / 2 ** 32);

describe('an exponential variate', () => {
  test.each([0, 1, 65_535, 65_536, 2 ** 16 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])(
    'from the bits %d is minus the logarithm',
    (bits) => {
      expect(Math.abs(unitExponential(bits | 0) - inverted(bits))).toBeLessThan(2e-15);
    },
  );

  test('from any bits is minus the logarithm', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (bits) => {
        expect(Math.abs(unitExponential(bits) - inverted(bits))).toBeLessThan(2e-15);
      }),
      { numRuns: 10_000 },
    );
  });

  test('falls as the bits rise, over every edge of the table', () => {
    for (let step = 0; step < 128; step++) {
      for (const exponent of [17, 24, 31]) {
        const edge = 2 ** exponent + step * 2 ** (exponent - 7);
        expect(unitExponential((edge - 1) | 0)).toBeGreaterThan(unitExponential(edge | 0));
      }
    }
  });
});
