import type { Cause } from '../../model/failures.ts';
import type { Provenance } from '../../model/scenario/provenance.ts';
import type { Settings } from '../../model/settings.ts';
import type { Estimate } from '../../stats/estimate.ts';
import type { PairedDifference } from '../../stats/paired.ts';
import type { Trial } from './trial.ts';

/** How far a service is from a number of users, and what each fix adds. */

/** One service-level target. `figure` of `endpoint` (null: all requests together) must stay below `limit`. */
export interface SlaTarget {
  readonly id: string;
  readonly label: string;
  readonly endpoint: string | null;
  readonly figure: ComparedFigure;
  readonly limit: number;
}

/** The largest number of users for which the target holds with 95 % confidence. */
export interface SafeUsers {
  /** Null: no load meets the target (see `reason`). */
  readonly value: number | null;
  /** Between `low` and `high` users single runs begin to miss the target. */
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string;
}

export interface TargetVerdict {
  readonly target: string;
  readonly value: Estimate;
  readonly verdict: 'met' | 'missed' | 'open';
}

export interface LadderRung {
  readonly users: number;
  readonly requests: Estimate;
  readonly failureRate: Estimate;
  readonly capacityFailureRate: Estimate;
  readonly functionalFailureRate: Estimate;
  readonly failuresByCause: Readonly<Record<Cause, Estimate>>;
  readonly p50Ms: Estimate;
  readonly p95Ms: Estimate;
  readonly p99Ms: Estimate;
  readonly unfinished: Estimate;
  readonly connections: { readonly limit: number; readonly max: Estimate };
  readonly busy: Trial['busy'];
  readonly endpoints: readonly {
    readonly name: string;
    readonly requests: Estimate;
    readonly capacityFailureRate: Estimate;
    readonly p50Ms: Estimate;
    readonly p95Ms: Estimate;
    readonly p99Ms: Estimate;
  }[];
  readonly targets: readonly TargetVerdict[];
  /** What limits at this load, in one sentence. */
  readonly limit: string;
  /** Beyond twice the largest measured load. */
  readonly extrapolated: boolean;
}

/** A change that the report recommends, as settings on top of a scenario. */
export interface Fix {
  readonly id: string;
  readonly label: string;
  /** Order of the report's own priorities, 1 first. */
  readonly priority: number;
  readonly settings: Settings;
  /** Who proposes it and what is promised of it. */
  readonly promise: string;
  /** False: shown alone only, as a trap or an alternative to one of the others. */
  readonly stacks: boolean;
}

export interface FixOutcome {
  readonly id: string;
  readonly label: string;
  readonly priority: number;
  readonly promise: string;
  /** Settings that it changes, as `path=value`. */
  readonly settings: readonly string[];
  /** `stacked`: on top of all fixes of smaller priority that stack. */
  readonly mode: 'alone' | 'stacked';
  /** Over the chosen targets. */
  readonly safeUsers: SafeUsers;
  readonly safeUsersByTarget: readonly TargetSafeUsers[];
  readonly ladder: readonly LadderRung[];
  /**
   * By how much it moves figures over all requests against the service as it is, load by load: replications with the same
   * seed are compared, so that what both owe to luck falls out.
   */
  readonly changes: readonly FixChange[];
  /** What it does and what limits next, from the simulated figures. */
  readonly note: string;
}

/** Differences at one load, with minus without the fix. */
export type FixChange = Readonly<Record<ComparedFigure, PairedDifference>> & {
  readonly users: number;
};

/** Figures over all requests that a fix is judged by. */
export const comparedFigures = ['capacityFailureRate', 'p50Ms', 'p95Ms', 'p99Ms'] as const;

export type ComparedFigure = (typeof comparedFigures)[number];

export interface TargetSafeUsers extends SafeUsers {
  readonly target: string;
}

/** How far the safe number of users is unknown because the fitted parameters are: each parameter set by itself. */
export interface SafeUsersOverSets {
  readonly target: string;
  readonly parameterSets: number;
  /** Least, median and most over the sets; 0 where a set meets the target at no load. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface WorkloadGap {
  readonly workload: 'as-tested' | 'repaired';
  readonly provenance: Provenance;
  /** Over all chosen targets. */
  readonly safeUsers: SafeUsers;
  readonly safeUsersByTarget: readonly TargetSafeUsers[];
  /** For the chosen targets that some load meets; empty for a scenario without uncertain parameters. */
  readonly safeUsersOverSets: readonly SafeUsersOverSets[];
  readonly ladder: readonly LadderRung[];
  readonly fixes: readonly FixOutcome[];
}

export interface Gap {
  readonly format: 'plimsoll.gap';
  readonly version: 1;
  readonly scenario: string;
  readonly targetUsers: number;
  readonly seed: number;
  readonly replications: number;
  readonly targets: readonly SlaTarget[];
  /** Ids of the targets that `safeUsers` is about. */
  readonly chosenTargets: readonly string[];
  readonly workloads: readonly WorkloadGap[];
  readonly events: number;
}
