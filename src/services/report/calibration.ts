import type { Calibration } from '../../sim/study/results.ts';
import { type Block, heading, paragraph, table } from './blocks.ts';
import { whole } from './figures.ts';

/** How well the model fits the measurement, which values it takes for that, and every cell that it misses. */
export function calibrationBlocks(calibration: Calibration): Block[] {
  const { fit, parameters, residuals } = calibration;
  const missed = residuals.filter(({ inside }) => !inside);
  return [
    heading(
      2,
      `${calibration.scenario} fitted to the measurement ${calibration.measurement}, seed ${calibration.seed}`,
    ),
    paragraph(`${fit.verdict} ${whole(calibration.evaluations)} simulated runs.`),
    table(
      ['<Parameter', '<Setting', 'Value', 'Fits about as well', 'Plausible before', '<Unit'],
      parameters.map(({ label, path, value, low, high, prior, unit }) => [
        label,
        path,
        significant(value),
        `${significant(low)} to ${significant(high)}`,
        `${significant(prior[0])} to ${significant(prior[1])}`,
        unit,
      ]),
    ),
    ...(missed.length === 0
      ? [paragraph('No cell of the measured tables lies outside.')]
      : [
          heading(3, `The ${missed.length} cells outside`),
          table(
            ['<Endpoint', '<Figure', 'Observed', 'Predicted', '95 % of one run'],
            missed.map(({ endpoint, figure, observed, predicted, low, high }) => [
              endpoint,
              figure,
              significant(observed),
              significant(predicted),
              `${significant(low)} to ${significant(high)}`,
            ]),
          ),
        ]),
  ];
}

/** Up to four digits, as they are told apart by the tables. */
function significant(value: number): string {
  return Math.abs(value) >= 1000 ? whole(value) : String(Number(value.toPrecision(4)));
}
