import type { CeleryUse } from '../../model/celery.ts';
import type { Cause } from '../../model/failures.ts';
import type { RowFigure } from '../../observe/locustRow.ts';
import type { Estimate } from '../../stats/estimate.ts';
import type { BusyShares } from './run.ts';

/** What came out of all replications of one scenario. */

export type EndpointTrial = Readonly<Record<RowFigure, Estimate>> & {
  readonly name: string;
  /** Failures that are not functional, over requests, 0..1. */
  readonly capacityFailureRate: Estimate;
  readonly functionalFailureRate: Estimate;
  readonly failuresByCause: Readonly<Record<Cause, Estimate>>;
  readonly unfinished: Estimate;
};

/** Figures over all requests that a trial can be asked to know with some precision. */
export const preciseFigures = [
  'failureRate',
  'capacityFailureRate',
  'avgMs',
  'p50Ms',
  'p95Ms',
  'p99Ms',
] as const;

export type PreciseFigure = (typeof preciseFigures)[number];

/** A figure that may be off by `within` with 95 % confidence: a rate by its own unit (0.005 is half a point), a time by a share of it. */
export interface Precision {
  readonly figure: PreciseFigure;
  readonly within: number;
}

/** How a trial ended that was to run until its figures are precise. */
export interface Stopping {
  /** Replications after which it would have stopped in any case. */
  readonly atMost: number;
  /** Whether all figures are. */
  readonly precise: boolean;
  /** `reached`: by how much the figure may be off; null where that cannot be told. */
  readonly figures: readonly (Precision & { readonly reached: number | null })[];
}

/** All replications of one scenario. */
export interface Trial {
  readonly format: 'plimsoll.trial';
  readonly version: 1;
  readonly scenario: string;
  readonly users: number;
  readonly seed: number;
  readonly replications: number;
  /** Null: the number of replications was given. */
  readonly stopping: Stopping | null;
  readonly endpoints: readonly EndpointTrial[];
  readonly aggregated: EndpointTrial;
  readonly failuresByCause: Readonly<Record<Cause, Estimate>>;
  /** Capacity failures (every cause but functional) over requests, 0..1. */
  readonly capacityFailureRate: Estimate;
  readonly unfinished: Estimate;
  readonly busy: Readonly<Record<keyof BusyShares, Estimate>>;
  /** null: the scenario has no Celery. */
  readonly celery: Readonly<Record<keyof CeleryUse, Estimate>> | null;
  readonly connections: {
    readonly limit: number;
    readonly max: Estimate;
    readonly mean: Estimate;
    /** s that each value of `perSecond` stands for; 1 in runs of up to an hour. */
    readonly everyS: number;
    /** Per second of the run, over replications: mean, least and most of the per-second maxima. */
    readonly perSecond: {
      readonly mean: readonly number[];
      readonly low: readonly number[];
      readonly high: readonly number[];
    };
  };
  readonly errors: Readonly<Record<string, Estimate>>;
  /** Null: every setting counted as known, so the intervals are by chance alone. */
  readonly uncertainty: Uncertainty | null;
  readonly events: number;
}

/** What a trial's figures differ by from run to run, by source: standard deviations, whose squares add up. */
export interface Uncertainty {
  /** Parameter sets that the replications were spread over. */
  readonly parameterSets: number;
  readonly figures: readonly {
    /** Null: all requests together. */
    readonly endpoint: string | null;
    readonly figure: UncertainFigure;
    /** Of runs of the same parameters. */
    readonly chance: number;
    /** Because the parameters are not known better. */
    readonly parameters: number;
  }[];
}

export const uncertainFigures = [
  'capacityFailureRate',
  'avgMs',
  'p50Ms',
  'p95Ms',
  'p99Ms',
] as const;

export type UncertainFigure = (typeof uncertainFigures)[number];
