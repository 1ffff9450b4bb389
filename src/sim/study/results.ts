/** What the simulator says: plain documents, shared by engine, storage, command line and screens; a file for each kind. */
export { causes, type Cause, type CauseCounts } from '../model/failures.ts';
export { roundings, type Rounding } from '../observe/cellInterval.ts';
export {
  type LocustRow,
  percentileFigures,
  type RowFigure,
  rowFigures,
} from '../observe/locustRow.ts';
export type { Estimate } from '../stats/estimate.ts';
export type { PairedDifference } from '../stats/paired.ts';

export * from './results/run.ts';
export * from './results/trial.ts';
export * from './results/measurement.ts';
export * from './results/autopsy.ts';
export * from './results/calibration.ts';
export * from './results/advice.ts';
export * from './results/gap.ts';
export * from './study.ts';
