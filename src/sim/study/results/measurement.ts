import type { Cause } from '../../model/failures.ts';
import type { Rounding } from '../../observe/cellInterval.ts';
import type { LocustRow, RowFigure } from '../../observe/locustRow.ts';

/** A load test as it was measured, and what its files tell beside its tables. */

/** A load test as it was measured. */
export interface Measurement {
  readonly format: 'plimsoll.measurement';
  readonly version: 1;
  readonly name: string;
  readonly title: string;
  readonly source: {
    readonly tool: string;
    readonly toolVersion: string;
    readonly document: string;
    readonly date: string;
  };
  readonly configuration: {
    readonly users: number;
    readonly spawnRate: number;
    readonly runTimeS: number;
    readonly host: string;
    readonly environment: string;
    readonly userClasses: readonly { readonly name: string; readonly users: number }[];
  };
  readonly rounding: Rounding;
  readonly rows: readonly LocustRow[];
  /** The tool's own total row; its percentiles are null where the report has none. */
  readonly aggregated: LocustRow;
  readonly logLines: readonly string[];
  /** What is known of the failures of each row; the notes of an endpoint sum to its failures. */
  readonly failureNotes: readonly FailureNote[];
  /** Figures that the report states in its own words, to be held against its tables. */
  readonly claims: readonly ReportClaim[];
  /** Targets that the report sets itself. */
  readonly targets: readonly ReportTarget[];
  /** Sentences of the report on settings, capacity and causes, which its figures are held against. */
  readonly passages?: readonly ReportPassage[] | undefined;
  /** How the run went, in the steps in which the tool recorded it. */
  readonly history?: readonly HistoryPoint[] | undefined;
  readonly evidence?: Evidence | undefined;
}

/** Why requests of an endpoint failed: for want of capacity, by what the application or the script does at any load, or not known. */
export interface FailureNote {
  readonly endpoint: string;
  /** HTTP status; null where there was no answer, or none is reported. */
  readonly status: number | null;
  readonly kind: 'capacity' | 'functional' | 'unknown';
  /** What refused or gave up; absent where nothing tells. */
  readonly cause?: Cause | undefined;
  readonly failures: number;
  readonly reason: string;
}

/** What the passages of a report may be about. */
export const passageTopics = [
  'conn-max-age-proposed',
  'max-connections-proposed',
  'pooler-saving',
  'safe-users-estimate',
  'capacity-promise',
  'duration-promise',
  'hash-rounds',
  'cached-helper',
  'slot-query-unknown-columns',
  'slot-query-active-only',
  'slots-called-pool',
  'cpu-unknown',
  'endpoint-praised',
] as const;

export type PassageTopic = (typeof passageTopics)[number];

/** A sentence of a report, with the number that it is about. */
export interface ReportPassage {
  readonly topic: PassageTopic;
  readonly line: number;
  readonly quote: string;
  readonly value: number | null;
  /** The endpoint that it is about, if it is about one. */
  readonly endpoint: string | null;
}

/** A moment of a run; times in ms of the window that the tool looks back on (Locust: 10 s, semantics F16). */
export interface HistoryPoint {
  /** s since the first point. */
  readonly atS: number;
  readonly users: number | null;
  readonly requestsPerS: number;
  readonly failuresPerS: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** What was seen of the servers beside the run. */
export interface Evidence {
  /** Client backends by state, from `pg_stat_activity`; `at` as the sample states it. */
  readonly activity?:
    | readonly {
        readonly at: string | null;
        readonly backends: number;
        readonly byState: readonly { readonly state: string; readonly backends: number }[];
      }[]
    | undefined;
  /** From `pg_stat_statements`. */
  readonly statements?:
    | readonly {
        readonly query: string;
        readonly calls: number;
        readonly meanMs: number | null;
      }[]
    | undefined;
  /** From `SHOW POOLS`. */
  readonly pools?:
    | readonly {
        readonly database: string;
        readonly user: string;
        readonly clActive: number;
        readonly clWaiting: number;
        readonly svActive: number;
        readonly svIdle: number;
        readonly maxwaitS: number;
        readonly poolMode: string;
      }[]
    | undefined;
  /** Log lines by cause, with the first and the last timestamp as logged. */
  readonly refusals?:
    | readonly {
        readonly cause: Cause;
        readonly text: string;
        readonly lines: number;
        readonly first: string | null;
        readonly last: string | null;
      }[]
    | undefined;
}

/** A figure as the text of a report states it; `endpoint` null is all requests together. */
export interface ReportClaim {
  readonly endpoint: string | null;
  readonly figure: RowFigure;
  readonly value: number;
  readonly quote: string;
  /** Whether the text calls the figure good enough. */
  readonly approves: boolean;
}

/** `figure` of `endpoint` (null: of every endpoint) is to stay below `limit`; ms, or a share in 0..1. */
export interface ReportTarget {
  readonly endpoint: string | null;
  readonly figure: RowFigure;
  readonly limit: number;
}
