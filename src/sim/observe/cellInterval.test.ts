import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowFigures, type RowFigure } from './locustRow.ts';
import { cellInterval } from './cellInterval.ts';
import { LocustHistogram } from './locustHistogram.ts';
import { locustRow } from './locustTable.ts';

describe('cellInterval', () => {
  test.each<[RowFigure, number, [number, number]]>([
    ['p50Ms', 3100, [3050, 3150]],
    ['p50Ms', 550, [545, 555]],
    ['p80Ms', 28, [27.5, 28.5]],
    ['p50Ms', 0, [0, 0.5]],
    ['p50Ms', 100, [99.5, 105]],
    ['p50Ms', 1000, [995, 1050]],
    ['p99Ms', 10_000, [9950, 10_500]],
    ['p99Ms', 12_000, [11_500, 12_500]],
    ['medianMs', 3100, [3050, 3150]],
    ['medianMs', 2944, [2944, 2945]],
    ['avgMs', 3467, [3467, 3468]],
    ['minMs', 4, [4, 5]],
    ['maxMs', 7710, [7710, 7711]],
    ['requests', 91, [91, 91]],
    ['failures', 35, [35, 35]],
  ])('semantics F13: %s %d stands for %j', (figure, printed, interval) => {
    expect(cellInterval(figure, printed)).toEqual(interval);
  });

  test('a rate stands for two decimals', () => {
    const [low, high] = cellInterval('rps', 0.78);
    expect(low).toBeCloseTo(0.775, 12);
    expect(high).toBeCloseTo(0.785, 12);
  });

  test('refuses a percentile that Locust cannot print', () => {
    expect(() => cellInterval('p95Ms', 7710)).toThrow('p95Ms 7710 is no value that Locust prints');
  });

  test('holds the true value of every cell that locustRow prints for equal samples', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (ms) => {
        const times = new LocustHistogram();
        times.add(ms);
        const row = locustRow('x', times, 0, 1);
        for (const figure of rowFigures) {
          if (!figure.endsWith('Ms')) continue;
          const [low, high] = cellInterval(figure, row[figure as 'avgMs']!);
          expect(ms).toBeGreaterThanOrEqual(low);
          expect(ms).toBeLessThanOrEqual(high);
        }
      }),
    );
  });
});

describe('cells of tools that round otherwise', () => {
  test('of CSV files of Locust stand for themselves, but for medians and percentiles', () => {
    expect(cellInterval('avgMs', 34.37, 'locust-csv')).toEqual([34.37, 34.37]);
    expect(cellInterval('rps', 8.3906, 'locust-csv')).toEqual([8.3906, 8.3906]);
    expect(cellInterval('p95Ms', 660, 'locust-csv')).toEqual([655, 665]);
  });

  test('in whole ms stand for half a ms to each side', () => {
    expect(cellInterval('p99Ms', 4159, 'whole-ms')).toEqual([4158.5, 4159.5]);
    expect(cellInterval('minMs', 0, 'whole-ms')).toEqual([0, 0.5]);
    expect(cellInterval('requests', 40, 'whole-ms')).toEqual([40, 40]);
  });

  test('that are exact stand for themselves', () => {
    expect(cellInterval('p95Ms', 393.37, 'exact')).toEqual([393.37, 393.37]);
  });
});
