import { power } from '../../math/logarithm.ts';
import { countFigures } from '../../observe/locustRow.ts';
import { median } from '../../stats/quantile.ts';
import type { Calibration, CellScore, Residual, RowFigure } from '../results.ts';

/** Figures of the tables' centre, whose error is reported; extremes are one or two requests each. */
const centralFigures: readonly RowFigure[] = [
  'avgMs',
  'p50Ms',
  'p66Ms',
  'p75Ms',
  'p80Ms',
  'p90Ms',
  'p95Ms',
];
const levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

function isCount(figure: RowFigure): boolean {
  return (countFigures as readonly RowFigure[]).includes(figure);
}

/** How many cells lie inside, how far their medians are off, and how wide the intervals had to be for that. */
export function scoreOf(cells: readonly Residual[]): CellScore {
  const errors = cells
    .filter(({ figure, observed }) => centralFigures.includes(figure) && observed > 0)
    .map(({ observed, predicted }) => Math.abs(predicted - observed) / observed);
  const widths = cells
    .filter(({ figure }) => !isCount(figure))
    .map(({ low, high }) => high / Math.max(low, 1));
  return {
    cells: cells.length,
    inside: cells.filter(({ inside }) => inside).length,
    medianAbsoluteError: median(errors),
    medianWidth: median(widths),
  };
}

/** The verdict on all cells of a fit. */
export function verdictOn(cells: readonly Residual[]): Omit<Calibration['fit'], 'loss'> {
  const counts = scoreOf(cells.filter(({ figure }) => isCount(figure)));
  const latencies = scoreOf(cells.filter(({ figure }) => !isCount(figure)));
  const medianAbsoluteError = latencies.medianAbsoluteError ?? 0;
  const medianWidth = latencies.medianWidth ?? 1;
  // What an interval would span if the variance of its logarithm were that by chance alone.
  const byChance = cells
    .filter(({ figure, chance }) => !isCount(figure) && chance !== null)
    .map(({ low, high, chance }) => power(high / Math.max(low, 1), Math.sqrt(chance!)));
  const medianWidthByChance = median(byChance) ?? 1;
  return {
    latencyCells: latencies.cells,
    latencyCellsInside: latencies.inside,
    countCells: counts.cells,
    countCellsInside: counts.inside,
    medianAbsoluteError,
    medianWidth,
    medianWidthByChance,
    verdict:
      `${counts.inside} of ${counts.cells} counts and ${latencies.inside} of ${latencies.cells} latency cells lie inside their ` +
      `95 % predictive intervals, of which the median one spans a factor of ${medianWidth.toFixed(1)} (${medianWidthByChance.toFixed(1)} by chance alone); ` +
      `the median absolute error of averages and P50 to P95 is ${(medianAbsoluteError * 100).toFixed(0)} %.`,
  };
}

/** Share of cells whose rank lies in the central part of the runs, by the size of that part. */
export function coverageOf(cells: readonly Residual[]): Calibration['coverage'] {
  return levels.map((level) => ({
    level,
    inside:
      cells.filter(({ rank }) => Math.abs(rank - 0.5) <= level / 2).length /
      Math.max(1, cells.length),
  }));
}
