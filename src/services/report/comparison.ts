import { cellInterval } from '../../sim/observe/cellInterval.ts';
import { cellFigures } from '../../sim/observe/locustRow.ts';
import {
  type EndpointTrial,
  type LocustRow,
  type Measurement,
  type Rounding,
  type RowFigure,
  type Trial,
} from '../../sim/study/results.ts';
import { type Block, paragraph, table } from './blocks.ts';
import { count, ofOneRun, whole } from './figures.ts';

/** A printed cell of the measured tables beside what a trial predicts for it. */
interface Cell {
  readonly figure: RowFigure;
  readonly inside: boolean;
}

const shown = [
  ['# Requests', 'requests', count],
  ['# Fails', 'failures', count],
  ['Average', 'avgMs', whole],
  ['P50', 'p50Ms', whole],
  ['P95', 'p95Ms', whole],
] as const;

/**
 * The measured tables beside a trial under the same load. A cell is inside when a value that prints as the measured one
 * lies where 95 of 100 single runs lie.
 */
export function comparisonBlocks(measurement: Measurement, trial: Trial): Block[] {
  const rows = rowsInCommon(measurement, trial);
  const cells = rows.flatMap(([measured, predicted]) =>
    cellsOf(measured, predicted, measurement.rounding),
  );
  const inside = cells.filter((cell) => cell.inside).length;
  return [
    paragraph(
      `${inside} of ${cells.length} cells of the measured tables lie where the model expects 95 of 100 single runs. Below the measured value, and after the arrow the predicted one: its mean and that interval. Times in ms.`,
    ),
    table(
      ['<Endpoint', ...shown.map(([column]) => column), 'Cells inside'],
      rows.map(([measured, predicted]) => {
        const own = cellsOf(measured, predicted, measurement.rounding);
        return [
          measured.name,
          ...shown.map(
            ([, figure, format]) =>
              `${format(measured[figure])} → ${ofOneRun(predicted[figure], format)}`,
          ),
          `${own.filter((cell) => cell.inside).length} of ${own.length}`,
        ];
      }),
    ),
  ];
}

/** Whether the two are about the same endpoints at all. */
export function comparable(measurement: Measurement, trial: Trial): boolean {
  return (
    rowsInCommon(measurement, trial).length > 1 && measurement.configuration.users === trial.users
  );
}

function rowsInCommon(
  measurement: Measurement,
  trial: Trial,
): (readonly [LocustRow, EndpointTrial])[] {
  const endpoints = measurement.rows.flatMap((row) => {
    const predicted = trial.endpoints.find(({ name }) => name === row.name);
    return predicted === undefined ? [] : [[row, predicted] as const];
  });
  return [...endpoints, [measurement.aggregated, trial.aggregated]];
}

function cellsOf(measured: LocustRow, predicted: EndpointTrial, rounding: Rounding): Cell[] {
  return cellFigures.flatMap((figure): Cell[] => {
    const printed = measured[figure];
    const { low, high } = predicted[figure];
    if (printed === null || low === null || high === null) return [];
    const [from, to] = cellInterval(figure, printed, rounding);
    return [{ figure, inside: high >= from && low <= to }];
  });
}
