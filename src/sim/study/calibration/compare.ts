import type { Calibration, CalibrationComparison } from '../results.ts';

/** Two calibrations side by side, parameter by parameter: `before`, and what `after` says of the same. */
export function compareCalibrations(
  before: Calibration,
  after: Calibration,
): CalibrationComparison {
  const brief = ({
    measurement,
    scenario,
    seed,
    fit,
  }: Calibration): CalibrationComparison['before'] => ({
    measurement,
    scenario,
    seed,
    loss: fit.loss,
    medianAbsoluteError: fit.medianAbsoluteError,
    medianWidth: fit.medianWidth,
  });
  const rows = after.parameters.flatMap((parameter) => {
    const other = before.parameters.find(({ path }) => path === parameter.path);
    if (other === undefined) return [];
    const { path, label, unit, low, high, knowledge } = parameter;
    return [
      {
        path,
        label,
        unit,
        before: { low: other.low, high: other.high, knowledge: other.knowledge },
        after: { low, high, knowledge },
        apart: other.high < low || high < other.low,
      },
    ];
  });
  const known = (calibration: Calibration): string[] =>
    calibration.parameters.map(({ path }) => path);
  return {
    before: brief(before),
    after: brief(after),
    parameters: rows,
    onlyBefore: known(before).filter((path) => !known(after).includes(path)),
    onlyAfter: known(after).filter((path) => !known(before).includes(path)),
  };
}
