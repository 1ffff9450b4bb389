import { ln, log1p } from '../math/logarithm.ts';
import { cellInterval } from '../observe/cellInterval.ts';
import { cellFigures } from '../observe/locustRow.ts';
import { nestedSpread } from '../stats/nested.ts';
import { predictiveInterval } from '../stats/predictive.ts';
import { ascending, quantile } from '../stats/quantile.ts';
import {
  type LocustRow,
  type Measurement,
  type Residual,
  type RowFigure,
  type RunSummary,
} from './results.ts';
import { rowFigure } from './trial.ts';

/** Degrees of freedom of the misfit's tails: few, so that one odd cell cannot dominate. */
const TAIL_DEGREES = 4;
/** Spread that even a perfect model leaves: of latencies relatively, of counts in requests. */
const LATENCY_TOLERANCE = 0.1;
const COUNT_TOLERANCE = 0.5;

/** One printed number of the measured tables. */
export interface Cell {
  /** Row among the endpoints of the scenario; -1: the total row. */
  readonly row: number;
  readonly endpoint: string;
  readonly figure: RowFigure;
  readonly kind: 'count' | 'latency';
  readonly printed: number;
  readonly interval: readonly [number, number];
}

/** The cells of a measurement that a run of `endpoints` (names, in order) can be compared with. */
export function cellsOf(measurement: Measurement, endpoints: readonly string[]): Cell[] {
  const rows: readonly [LocustRow, number][] = [
    ...measurement.rows.map((row): [LocustRow, number] => [row, endpoints.indexOf(row.name)]),
    [measurement.aggregated, -1],
  ];
  return rows.flatMap(([row, at]) =>
    cellFigures.flatMap((figure): Cell[] => {
      const printed = row[figure];
      if (printed === null) return [];
      const kind = figure.endsWith('Ms') ? 'latency' : 'count';
      const interval = cellInterval(figure, printed, measurement.rounding);
      return [{ row: at, endpoint: row.name, figure, kind, printed, interval }];
    }),
  );
}

/** The figure that a run has in a cell; null when it had no request there. */
export function cellValue(cell: Cell, run: RunSummary): number | null {
  return rowFigure(cell.row < 0 ? run.aggregated : run.endpoints[cell.row]!, cell.figure);
}

/**
 * How badly `runs` match the measurement: minus the logarithm of a synthetic likelihood, cell by cell Student-tailed around
 * the mean of the runs with their own spread, so that what varies by chance weighs less. The distance counts from the
 * interval that prints as the cell, not from the printed number.
 */
export function misfit(cells: readonly Cell[], runs: readonly RunSummary[]): number {
  let loss = 0;
  for (const cell of cells) {
    let n = 0;
    let sum = 0;
    let squares = 0;
    for (const run of runs) {
      const value = cellValue(cell, run);
      if (value === null) continue;
      const x = scaled(cell, value);
      n++;
      sum += x;
      squares += x * x;
    }
    if (n < 2) {
      loss += 10;
      continue;
    }
    const mean = sum / n;
    const tolerance = cell.kind === 'count' ? COUNT_TOLERANCE : LATENCY_TOLERANCE;
    const variance = Math.max(0, (squares - n * mean * mean) / (n - 1)) + tolerance * tolerance;
    const [low, high] = cell.interval;
    const distance = Math.max(scaled(cell, low) - mean, mean - scaled(cell, high), 0);
    loss +=
      ((TAIL_DEGREES + 1) / 2) * log1p((distance * distance) / (TAIL_DEGREES * variance)) +
      ln(variance) / 2;
  }
  return loss;
}

/** Latencies are compared by their ratio. */
function scaled(cell: Cell, value: number): number {
  return cell.kind === 'count' ? value : ln(Math.max(value, 0.5));
}

/**
 * Each cell beside the median and the 95 % interval of one run; cells that no run had are left out. Run `i` has parameter set
 * `i` modulo `sets`.
 */
export function residuals(
  cells: readonly Cell[],
  runs: readonly RunSummary[],
  sets = 1,
): Residual[] {
  return cells.flatMap((cell): Residual[] => {
    const printed = runs.map((run) => cellValue(cell, run));
    const values = ascending(printed.filter((value) => value !== null));
    const interval = predictiveInterval(values);
    if (interval === null) return [];
    const [low, high] = interval;
    const [from, to] = cell.interval;
    return [
      {
        endpoint: cell.endpoint,
        figure: cell.figure,
        observed: cell.printed,
        observedInterval: [from, to],
        predicted: quantile(values, 0.5)!,
        low,
        high,
        inside: high >= from && low <= to,
        rank: rankOf(values, cell.printed),
        chance: chanceShare(
          printed.map((value) => (value === null ? null : scaled(cell, value))),
          sets,
        ),
        n: values.length,
      },
    ];
  });
}

function chanceShare(values: readonly (number | null)[], sets: number): number | null {
  const spread = nestedSpread(values, sets);
  if (spread === null) return null;
  const whole = spread.within ** 2 + spread.between ** 2;
  return whole === 0 ? null : spread.within ** 2 / whole;
}

/** Share of sorted `values` below `value`, ties by half. */
function rankOf(values: Float64Array, value: number): number {
  let below = 0;
  let same = 0;
  for (const other of values) {
    if (other < value) below++;
    else if (other === value) same++;
  }
  return (below + same / 2) / values.length;
}
