import type { ParameterSets, Provenance } from '../../model/scenario/provenance.ts';
import type { RowFigure } from '../../observe/locustRow.ts';

/** What a calibration knows after a measurement, and how well it then predicts. */

/** One cell of the measured tables beside its prediction. */
export interface Residual {
  readonly endpoint: string;
  readonly figure: RowFigure;
  /** As printed. */
  readonly observed: number;
  /** The interval of true values that prints so. */
  readonly observedInterval: readonly [number, number];
  /** Median over replications. */
  readonly predicted: number;
  /** 95 % predictive interval of one run. */
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
  /** Share of simulated runs below the cell, those that print the same counted by half; 0..1. */
  readonly rank: number;
  /** Share of the runs' variance that is chance, the rest being uncertain parameters; null where that is not known. */
  readonly chance: number | null;
  readonly n: number;
}

/**
 * What a calibration knows of a quantity: the data tell it (its spread shrank to less than a third of what was plausible
 * before), they narrow it, or it stays as wide as it was before any data.
 */
export type Knowledge = 'identified' | 'narrowed' | 'prior';

/** A quantity after a calibration. `low`..`high` is its 95 % posterior interval. */
export interface Marginal {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** 1 - (posterior / prior width of the 95 % interval)^2 on the scale of the prior: 1 is known exactly, 0 nothing learned. */
  readonly contraction: number;
  readonly knowledge: Knowledge;
}

export interface FittedParameter extends Marginal {
  /** Setting path in the scenario, e.g. `django.password_hash_ms`. */
  readonly path: string;
  readonly prior: readonly [number, number];
  /** Where the prior's range comes from. */
  readonly priorSource: string;
  readonly provenance: Provenance;
}

/** How well a group of cells is predicted. */
export interface CellScore {
  readonly cells: number;
  readonly inside: number;
  /** Median absolute relative error of avg, P50, P66, P75, P80, P90, P95; null without any of them. */
  readonly medianAbsoluteError: number | null;
  /** Median of high over low of the latency cells' 95 % intervals; null without any. */
  readonly medianWidth: number | null;
}

/** An endpoint predicted by what the rest of the table says. */
export interface LeftOut extends CellScore {
  readonly endpoint: string;
  /** Particles of the posterior that still count, in effect, when the endpoint is left out. */
  readonly effectiveSample: number;
  readonly residuals: readonly Residual[];
}

/** A measurement predicted by a calibration that has not seen it. */
export interface HoldOut extends CellScore {
  readonly measurement: string;
  /** Its load is more than twice that of the measurement that was fitted. */
  readonly extrapolated: boolean;
  readonly residuals: readonly Residual[];
}

export interface Calibration {
  readonly format: 'plimsoll.calibration';
  readonly version: 2;
  readonly measurement: string;
  readonly scenario: string;
  readonly seed: number;
  readonly replications: number;
  readonly parameters: readonly FittedParameter[];
  /** What the parameters make together, and the table tells better than each of them. */
  readonly derived: readonly Marginal[];
  /** Of the parameters, in their order; -1..1. */
  readonly correlations: readonly (readonly number[])[];
  /** Equally likely values of the parameters: a sample of the posterior. */
  readonly posterior: ParameterSets;
  readonly residuals: readonly Residual[];
  readonly fit: {
    readonly loss: number;
    readonly latencyCells: number;
    readonly latencyCellsInside: number;
    readonly countCells: number;
    readonly countCellsInside: number;
    /** Median absolute relative error of avg, P50, P66, P75, P80, P90, P95. */
    readonly medianAbsoluteError: number;
    /** Median of high over low of the latency cells' 95 % intervals, and the same if the parameters were known. */
    readonly medianWidth: number;
    readonly medianWidthByChance: number;
    readonly verdict: string;
  };
  /** Share of cells inside the central interval that holds `level` of the runs: a calibration plot. */
  readonly coverage: readonly { readonly level: number; readonly inside: number }[];
  readonly leftOut: readonly LeftOut[];
  /** How the likelihood was let in, wave by wave. */
  readonly waves: readonly { readonly exponent: number; readonly runs: number }[];
  readonly evaluations: number;
}

/** Two calibrations side by side. */
export interface CalibrationComparison {
  readonly before: CalibrationBrief;
  readonly after: CalibrationBrief;
  readonly parameters: readonly {
    readonly path: string;
    readonly label: string;
    readonly unit: string;
    readonly before: Pick<Marginal, 'low' | 'high' | 'knowledge'>;
    readonly after: Pick<Marginal, 'low' | 'high' | 'knowledge'>;
    /** Their 95 % intervals do not touch. */
    readonly apart: boolean;
  }[];
  /** Paths of parameters that only one of them has. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

interface CalibrationBrief {
  readonly measurement: string;
  readonly scenario: string;
  readonly seed: number;
  readonly loss: number;
  readonly medianAbsoluteError: number;
  readonly medianWidth: number;
}
