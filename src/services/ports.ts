import type {
  JobKind,
  JobResults,
  MeasurementEntry,
  RunEntry,
  ScenarioEntry,
  StoredRun,
} from '../contract/api.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Measurement, ReplicationTask, RunSummary } from '../sim/study/results.ts';

export interface ExecutorOptions {
  /** When it fires, `run` rejects soon with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called as replications advance: the share of all those asked for that is done, 0..1, and 1 at the end. */
  onProgress(share: number): void;
}

/** Runs replications, somewhere: in threads, or here. */
export interface Executor {
  /** Summaries task by task, seed by seed, whatever the order in which they were computed. */
  run(tasks: readonly ReplicationTask[], options: ExecutorOptions): Promise<RunSummary[][]>;
}

/** What is kept between starts. Failures are `AppError('storage')`; what is not there is null. */
export interface Store {
  readonly scenarios: ScenarioStore;
  readonly measurements: MeasurementStore;
  readonly runs: RunStore;
  readonly checkpoints: CheckpointStore;
  close(): Promise<void>;
}

export interface StoredScenario {
  readonly entry: ScenarioEntry;
  readonly scenario: Scenario;
}

export interface ScenarioStore {
  /** Newest version of each, by name. */
  list(): Promise<ScenarioEntry[]>;
  /** The newest version, or the one asked for. */
  read(name: string, version?: number): Promise<StoredScenario | null>;
  /** Adds a version; the newest one, if it holds the same already. */
  save(scenario: Scenario): Promise<ScenarioEntry>;
  /** Removes all versions; false when there was none. Runs keep the scenario that they ran. */
  delete(name: string): Promise<boolean>;
}

export interface MeasurementStore {
  /** The one saved last under each name, newest first. */
  list(): Promise<MeasurementEntry[]>;
  /** The one saved last under this name. */
  read(name: string): Promise<Measurement | null>;
  save(measurement: Measurement): Promise<void>;
}

/** What a run answers: the same question put to the same engine has the same answer. */
export interface RunQuestion<Kind extends JobKind = JobKind> {
  readonly kind: Kind;
  readonly scenario: Scenario;
  readonly users: number | null;
  readonly seed: number;
  /** What a calibration fits; null for the other kinds. */
  readonly measurement: Measurement | null;
  /** Version of the simulator, see `engineVersion`. */
  readonly engine: string;
}

export interface NewRun<Kind extends JobKind = JobKind> extends RunQuestion<Kind> {
  readonly elapsedMs: number;
  readonly result: JobResults[Kind];
}

export type StoredRunOf<Kind extends JobKind> = Extract<
  StoredRun,
  { readonly entry: { readonly kind: Kind } }
>;

export interface RunStore {
  /** Newest first. */
  list(kind?: JobKind): Promise<RunEntry[]>;
  read(id: string): Promise<StoredRun | null>;
  /** The newest of a kind. */
  latest<Kind extends JobKind>(kind: Kind): Promise<StoredRunOf<Kind> | null>;
  /** The newest run that answers the question; `seed` null takes any. */
  find<Kind extends JobKind>(
    question: Omit<RunQuestion<Kind>, 'seed'> & { readonly seed: number | null },
  ): Promise<StoredRunOf<Kind> | null>;
  /** Stores a run, with the measurement that it is about. */
  save(run: NewRun): Promise<RunEntry>;
}

/** Where a study stood when it said so last. */
export interface Checkpoint {
  /** 0..1 */
  readonly progress: number;
  /** The study's own text. */
  readonly state: string;
}

/** Where studies that take minutes stand, by what they answer: one that was stopped is taken up from there. */
export interface CheckpointStore {
  read(question: RunQuestion): Promise<(Checkpoint & { readonly savedAt: string }) | null>;
  /** In place of an earlier one. */
  save(question: RunQuestion, checkpoint: Checkpoint): Promise<void>;
  delete(question: RunQuestion): Promise<void>;
}
