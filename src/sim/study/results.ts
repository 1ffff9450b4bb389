/** What the simulator says: plain result documents, shared by engine, storage, command line and screens. */
import type { Scenario } from '../model/scenario.ts';
import type { Rounding } from '../observe/cellInterval.ts';
import type { LocustRow, RowFigure } from '../observe/locustRow.ts';
import type { ParameterSets, Provenance } from '../model/scenario/provenance.ts';
import type { CeleryUse } from '../model/celery.ts';
import type { Cause, CauseCounts } from '../model/failures.ts';
import type { Settings } from '../model/settings.ts';
import type { Estimate } from '../stats/estimate.ts';
import type { PairedDifference } from '../stats/paired.ts';

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

export interface EndpointRun extends LocustRow {
  readonly failuresByCause: CauseCounts;
  /** Requests in flight when the run ended; in no statistic (semantics F18, M12). */
  readonly unfinished: number;
}

/** One replication. */
export interface RunSummary {
  readonly seed: number;
  readonly users: number;
  /** Endpoints in the order of the scenario; those never asked for are present with 0 requests. */
  readonly endpoints: readonly EndpointRun[];
  readonly aggregated: EndpointRun;
  readonly connections: ConnectionUse;
  readonly busy: BusyShares;
  /** null: the scenario has no Celery. */
  readonly celery: CeleryUse | null;
  /** Error texts as the application would log them, with their number. */
  readonly errors: Readonly<Record<string, number>>;
  /** Events that the kernel fired. */
  readonly events: number;
}

/** Busy share, 0..1, in the busiest ten seconds of the run: what limits when nothing is refused. */
export interface BusyShares {
  /** Cores of the web machine. */
  readonly cpu: number;
  /** Interpreter locks, mean over the Python processes. */
  readonly interpreter: number;
  /** Share of all CPU work of the run that was password hashes. */
  readonly hashing: number;
}

export interface ConnectionUse {
  /** Slots that the application's role may take (semantics A3). */
  readonly limit: number;
  /** Most slots taken at once, slots of others included. */
  readonly max: number;
  /** Time-weighted mean of slots taken. */
  readonly mean: number;
  /** s that each value of `perSecond` stands for: 1 in runs of up to an hour, so that longer ones stay bounded. */
  readonly everyS: number;
  /** Most slots taken in each second (each `everyS` seconds) of the run. */
  readonly perSecond: readonly number[];
}

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

/** A contradiction or trap of a measurement. */
export interface Remark {
  /** Which rule found it, e.g. `mixed-failures`. */
  readonly rule: string;
  readonly text: string;
  /** The figures that it stands on, by what they are. */
  readonly numbers: Readonly<Record<string, number>>;
}

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

/** Failures of a measurement split by what they were, with 95 % Wilson intervals of their share of requests. */
export interface Autopsy {
  readonly requests: number;
  readonly failures: number;
  readonly capacity: AutopsyShare;
  readonly functional: AutopsyShare;
  /** Failures of which nothing tells whether capacity would have helped. */
  readonly unknown: AutopsyShare;
  /** By what refused or gave up, those that occurred, the most frequent first. */
  readonly causes: readonly (AutopsyShare & { readonly cause: Cause | 'unknown' })[];
  readonly rows: readonly {
    readonly name: string;
    readonly requests: number;
    readonly failures: number;
    readonly kind: 'capacity' | 'functional' | 'unknown' | 'none';
    readonly status: string;
    readonly reason: string;
  }[];
  readonly users: UsersHit;
  readonly withoutFunctional: WithoutFunctional;
  readonly shape: TestShape;
}

/** Users that met a failure of capacity: as many as the counts of the table allow, `low` to `high` of `users`. */
export interface UsersHit {
  readonly users: number;
  readonly low: number;
  readonly high: number;
}

/** What a test would have shown in which nothing failed functionally. */
export interface WithoutFunctional {
  /** Failures of capacity over all requests, as if the others had succeeded. */
  readonly sameRequests: AutopsyShare;
  /** Failures of capacity over the requests of endpoints that did not fail functionally. */
  readonly reaching: AutopsyShare & { readonly requests: number };
  /** What these figures leave out, a sentence. */
  readonly caution: string;
}

/** What kind of test it was, and what may be concluded from it. */
export interface TestShape {
  readonly phase: 'transient' | 'steady' | 'unknown';
  readonly script: 'once-only' | 'looping' | 'unknown';
  readonly workload: 'closed' | 'open' | 'unknown';
  /** Why it is taken for that, a sentence each. */
  readonly facts: readonly string[];
  readonly allows: readonly string[];
  readonly forbids: readonly string[];
}
export interface AutopsyShare {
  readonly count: number;
  readonly share: number;
  readonly ci: readonly [number, number];
}

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

/** Which measurement would make the safe number of users surer. */
export interface Advice {
  readonly format: 'plimsoll.advice';
  readonly version: 1;
  readonly scenario: string;
  readonly seed: number;
  /** Id of the target that the answer is about. */
  readonly target: string;
  readonly parameterSets: number;
  /** The answer over the parameter sets: 95 % interval, and standard deviation in users. */
  readonly safeUsers: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly deviation: number;
  };
  /** Most telling first. */
  readonly candidates: readonly {
    readonly id: string;
    readonly label: string;
    readonly command: string;
    /** Share of the answer's variance that it is expected to remove, 0..1. */
    readonly explained: number;
    /** Standard deviation that would be left, in users. */
    readonly deviation: number;
  }[];
}

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

/** A batch of replications asked of whoever runs a study. */
export interface ReplicationTask {
  readonly scenario: Scenario;
  readonly seeds: readonly number[];
}

/**
 * A study is a coroutine: it yields batches of tasks, receives their summaries (task by task, seed by seed) and ends with
 * its result. Whoever drives it chooses the cores, shows the progress and may stop it: the study itself stays pure.
 */
export interface StudyStep {
  readonly tasks: readonly ReplicationTask[];
  /** Done share of the whole study when this batch is asked for, 0..1. */
  readonly progress: number;
  /** Done share once the batch has been answered, as far as the study can tell. */
  readonly until: number;
  readonly label: string;
  /** What the study can be taken up from at this step instead of its beginning; a text of its own. */
  readonly checkpoint?: string;
}
export type Study<Result> = Generator<StudyStep, Result, readonly (readonly RunSummary[])[]>;
