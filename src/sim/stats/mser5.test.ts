import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meansOf } from './batchMeans.ts';
import { warmUpEnd } from './mser5.ts';

/** White's definition, literally: for every truncation the squared deviations over the squared number left. */
function byDefinition(series: readonly number[]): number | null {
  const means = meansOf(series, 5);
  let best = Infinity;
  let dropped = 0;
  for (let d = 0; d <= Math.max(0, means.length - 5); d++) {
    const rest = means.slice(d);
    const mean = rest.reduce((a, b) => a + b) / rest.length;
    const score = rest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rest.length ** 2;
    if (score < best) {
      best = score;
      dropped = d;
    }
  }
  return dropped > means.length / 2 ? null : dropped * 5;
}

describe('warmUpEnd', () => {
  test('drops a start that lies far from the rest, rounded up to batches of five', () => {
    const series = [
      ...Array<number>(12).fill(100),
      ...Array.from({ length: 188 }, (_, i) => i % 2),
    ];
    expect(warmUpEnd(series)).toBe(15);
  });

  test('drops nothing from a series that has settled', () => {
    expect(warmUpEnd(Array<number>(100).fill(3))).toBe(0);
  });

  test('cannot tell when the level changes in the second half', () => {
    const series = [...Array<number>(80).fill(0), ...Array<number>(40).fill(10)];
    expect(warmUpEnd(series)).toBeNull();
  });

  test('cannot tell from fewer than ten values', () => {
    expect(warmUpEnd([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull();
  });

  test('agrees with the definition', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 10, maxLength: 300 }),
        (series) => {
          expect(warmUpEnd(series)).toBe(byDefinition(series));
        },
      ),
    );
  });
});
