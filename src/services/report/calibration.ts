import type {
  Calibration,
  CalibrationComparison,
  CellScore,
  HoldOut,
  Knowledge,
  Residual,
} from '../../sim/study/results.ts';
import { type Block, heading, paragraph, table } from './blocks.ts';
import { whole } from './figures.ts';

/** How well the model fits the measurement, what it knows of its parameters by that, and every cell that it misses. */
export function calibrationBlocks(calibration: Calibration): Block[] {
  const { fit, parameters, derived, residuals, leftOut } = calibration;
  const missed = residuals.filter(({ inside }) => !inside);
  return [
    heading(
      2,
      `${calibration.scenario} fitted to the measurement ${calibration.measurement}, seed ${calibration.seed}`,
    ),
    paragraph(`${fit.verdict} ${whole(calibration.evaluations)} simulated runs.`),
    table(
      ['<Parameter', '<Setting', 'Value', '95 % posterior', 'Plausible before', '<Unit', '<Known'],
      [
        ...parameters.map(({ label, path, value, low, high, prior, unit, knowledge }) => [
          label,
          path,
          significant(value),
          range(low, high),
          range(prior[0], prior[1]),
          unit,
          knowledgeText[knowledge],
        ]),
        ...derived.map(({ label, value, low, high, unit, knowledge }) => [
          label,
          'derived',
          significant(value),
          range(low, high),
          '',
          unit,
          knowledgeText[knowledge],
        ]),
      ],
    ),
    ...(missed.length === 0
      ? [paragraph('No cell of the measured tables lies outside.')]
      : [heading(3, `The ${missed.length} cells outside`), residualTable(missed)]),
    heading(3, 'Each endpoint as the rest of the table predicts it'),
    table(
      ['<Endpoint', 'Cells inside', 'Median error', 'Median width', 'Effective sample'],
      leftOut.map(({ endpoint, effectiveSample, ...score }) => [
        endpoint,
        ...scoreCells(score),
        whole(effectiveSample),
      ]),
    ),
  ];
}

/** How another measurement is predicted that the calibration has not seen. */
export function holdOutBlocks(prediction: HoldOut): Block[] {
  const missed = prediction.residuals.filter(({ inside }) => !inside);
  const [inside, error, width] = scoreCells(prediction);
  return [
    heading(2, `The measurement ${prediction.measurement} predicted without having been seen`),
    paragraph(
      `${inside} cells lie inside their 95 % predictive intervals; median absolute error ${error}, median width of the intervals ${width}.` +
        (prediction.extrapolated ? ' Its load is beyond twice the fitted one: extrapolated.' : ''),
    ),
    ...(missed.length === 0 ? [] : [residualTable(missed)]),
  ];
}

/** Two calibrations side by side. */
export function comparisonBlocks({
  before,
  after,
  parameters,
  onlyBefore,
  onlyAfter,
}: CalibrationComparison): Block[] {
  const named = (brief: typeof before): string =>
    `${brief.scenario} on ${brief.measurement}, seed ${brief.seed}`;
  const only = (paths: readonly string[], which: string): Block[] =>
    paths.length === 0 ? [] : [paragraph(`Only the ${which} one has ${paths.join(', ')}.`)];
  return [
    heading(2, `Compared with the earlier calibration: ${named(before)} against ${named(after)}`),
    table(
      ['<Parameter', 'Before', 'Now', '<Known before', '<Known now', '<Intervals'],
      parameters.map((row) => [
        row.label,
        range(row.before.low, row.before.high),
        range(row.after.low, row.after.high),
        knowledgeText[row.before.knowledge],
        knowledgeText[row.after.knowledge],
        row.apart ? 'apart' : 'overlap',
      ]),
    ),
    ...only(onlyBefore, 'earlier'),
    ...only(onlyAfter, 'new'),
  ];
}

const knowledgeText: Readonly<Record<Knowledge, string>> = {
  identified: 'identified',
  narrowed: 'narrowed',
  prior: 'as before the data',
};

function scoreCells({
  cells,
  inside,
  medianAbsoluteError,
  medianWidth,
}: CellScore): [string, string, string] {
  return [
    `${inside} of ${cells}`,
    medianAbsoluteError === null ? 'none' : `${whole(medianAbsoluteError * 100)} %`,
    medianWidth === null ? 'none' : `factor ${medianWidth.toFixed(1)}`,
  ];
}

function residualTable(cells: readonly Residual[]): Block {
  return table(
    ['<Endpoint', '<Figure', 'Observed', 'Predicted', '95 % of one run'],
    cells.map(({ endpoint, figure, observed, predicted, low, high }) => [
      endpoint,
      figure,
      significant(observed),
      significant(predicted),
      range(low, high),
    ]),
  );
}

function range(low: number, high: number): string {
  return `${significant(low)} to ${significant(high)}`;
}

/** Up to four digits, as they are told apart by the tables. */
function significant(value: number): string {
  return Math.abs(value) >= 1000 ? whole(value) : String(Number(value.toPrecision(4)));
}
