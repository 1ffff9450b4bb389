import { z } from 'zod';
import type { Scenario } from '../sim/model/scenario.ts';
import type {
  Autopsy,
  Calibration,
  Gap,
  Measurement,
  Remark,
  Trial,
} from '../sim/study/results.ts';
import type { Issue } from './errors.ts';
import type { FoundSetting, ImportedFile } from './imports.ts';
import { whole } from './numberText.ts';

/**
 * Every call that a screen may make, with the schema of its input. Outputs are typed here and come from our own
 * documents, which the backend validates when it reads them from storage.
 */

/**
 * A setting that is contradictory or surprising, but not wrong: shown, never refused. Its message is a whole sentence that names
 * the setting first.
 */
export interface Warning extends Issue {
  readonly severity: 'warning' | 'note';
}

/** Users that a gap study may aim for. */
export const targetUsers = whole(1, 100_000);

/** Users that an imported run may be said to have had. */
export const measuredUsers = whole(1, 1_000_000);

export interface HostInfo {
  readonly host: 'electron' | 'browser';
  readonly version: string;
  readonly cores: number;
  readonly database: string;
}

export interface ScenarioEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Built-in ones come with Plimsoll and are never changed; saving makes a copy of the user's own. */
  readonly builtIn: boolean;
  /** Number of stored versions; the newest is `version`. */
  readonly version: number;
  /** ISO 8601, UTC; null for built-in ones. */
  readonly savedAt: string | null;
}

export interface ScenarioWithWarnings {
  readonly entry: ScenarioEntry;
  readonly scenario: Scenario;
  readonly warnings: readonly Warning[];
}

export interface MeasurementEntry {
  readonly name: string;
  readonly title: string;
  /** Built-in ones come with Plimsoll and are never changed. */
  readonly builtIn: boolean;
  /** ISO 8601, UTC; null for built-in ones. */
  readonly savedAt: string | null;
}

export interface MeasurementWithAutopsy {
  readonly measurement: Measurement;
  readonly autopsy: Autopsy;
  /** Contradictions and traps in the report. */
  readonly remarks: readonly Remark[];
}

/** What the files of one run say together; nothing is stored yet. */
export interface ImportPreview {
  readonly files: readonly ImportedFile[];
  /** Null when no file has tables: settings and logs alone make no measurement. */
  readonly measured: MeasurementWithAutopsy | null;
  /** Settings found in the files, one for each path. */
  readonly settings: readonly FoundSetting[];
  /** What had to be assumed to put the files together, a sentence each. */
  readonly assumed: readonly string[];
}

export interface ImportProgress {
  readonly importId: string;
  /** 0..1 */
  readonly progress: number;
  /** Name of the file that is being read. */
  readonly file: string;
}

/** Kinds of long work; its result is the document of that kind. */
export interface JobResults {
  readonly trial: Trial;
  readonly gap: Gap;
  readonly calibration: Calibration;
}
export type JobKind = keyof JobResults;

export interface RunEntry {
  readonly id: string;
  readonly kind: JobKind;
  readonly scenario: string;
  readonly users: number | null;
  readonly seed: number;
  readonly createdAt: string;
  readonly elapsedMs: number;
}

export interface JobProgress {
  readonly jobId: string;
  readonly kind: JobKind;
  /** 0..1 */
  readonly progress: number;
  readonly label: string;
}
export interface JobEnd {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly outcome:
    | { readonly status: 'done'; readonly runId: string }
    | { readonly status: 'cancelled' }
    | { readonly status: 'failed'; readonly message: string };
}

/** What a stored run is: its kind, the scenario that it ran, and the result document. */
export type StoredRun = {
  [Kind in JobKind]: {
    readonly entry: RunEntry & { readonly kind: Kind };
    readonly scenario: Scenario;
    readonly result: JobResults[Kind];
  };
}[JobKind];

/** A document for people, to be kept as a file. */
export interface ReportFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}
export type ReportFormat = 'html' | 'markdown';

const seed = z.int().min(0).max(4_294_967_295);
const name = z.string().min(1).max(100);
/** Checked in full by `parseScenario`, whose sentences name the path. */
const scenarioDocument = z.unknown();

export const methods = {
  'host.info': z.strictObject({}),
  'scenario.list': z.strictObject({}),
  'scenario.get': z.strictObject({ name, version: z.int().min(1).optional() }),
  'scenario.check': z.strictObject({ scenario: scenarioDocument }),
  'scenario.save': z.strictObject({ scenario: scenarioDocument }),
  'scenario.delete': z.strictObject({ name }),
  'measurement.get': z.strictObject({ name }),
  /** A few replications, answered directly; a newer preview cancels an older one. */
  'trial.preview': z.strictObject({ scenario: scenarioDocument, seed }),
  'trial.start': z.strictObject({
    scenario: scenarioDocument,
    replications: z.int().min(2).max(1000),
    seed,
  }),
  'gap.start': z.strictObject({
    scenario: scenarioDocument,
    targetUsers: z.int().min(targetUsers.least).max(targetUsers.most),
    seed,
  }),
  'calibration.start': z.strictObject({ measurement: name, seed }),
  /** How far a calibration got that was stopped: starting it again goes on from there. Null: it would begin anew. */
  'calibration.unfinished': z.strictObject({ measurement: name, seed }),
  'job.cancel': z.strictObject({ jobId: name }),
  'measurement.list': z.strictObject({}),
  /**
   * Reads the files of one run and says what they say; nothing is stored. A file comes by its path where the host is on the
   * machine of the page, else by its content. `import.progress` tells how far it is.
   */
  'import.preview': z.strictObject({
    importId: name,
    files: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(1000),
          /** When it was last changed, where its path does not tell. */
          modified: z.iso.datetime().optional(),
          from: z.union([
            z.strictObject({ path: z.string().min(1).max(4096) }),
            z.strictObject({ base64: z.string() }),
          ]),
        }),
      )
      .min(1)
      .max(100),
    /** What no file says. */
    given: z.strictObject({
      name: name.optional(),
      users: z.int().min(measuredUsers.least).max(measuredUsers.most).optional(),
    }),
  }),
  'import.cancel': z.strictObject({ importId: name }),
  /** Stores scenario `base` under another name with the settings found, each known by the line where it stands. */
  'import.scenario': z.strictObject({
    base: name,
    name,
    settings: z
      .array(
        z.strictObject({
          path: z.string().min(1).max(200),
          value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
          source: z.string().min(1).max(2000),
          prevails: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(1000),
  }),
  /** Stores a measurement, checked in full by `parseMeasurement`. */
  'import.save': z.strictObject({ measurement: z.unknown() }),
  'run.list': z.strictObject({ kind: z.enum(['trial', 'gap', 'calibration']).optional() }),
  'run.get': z.strictObject({ id: name }),
  /** The capacity report of a stored gap study; takes the second that its baseline takes to simulate. */
  'report.make': z.strictObject({ runId: name, format: z.enum(['html', 'markdown']) }),
  /** The newest stored run of a kind, or null. */
  'run.latest': z.strictObject({ kind: z.enum(['trial', 'gap', 'calibration']) }),
} as const;
export type Method = keyof typeof methods;
export type MethodInput<M extends Method> = z.input<(typeof methods)[M]>;

export interface MethodOutputs {
  readonly 'host.info': HostInfo;
  readonly 'scenario.list': readonly ScenarioEntry[];
  readonly 'scenario.get': ScenarioWithWarnings;
  readonly 'scenario.check': {
    readonly warnings: readonly Warning[];
    readonly issues: readonly Issue[];
  };
  readonly 'scenario.save': ScenarioEntry;
  readonly 'scenario.delete': null;
  readonly 'measurement.get': MeasurementWithAutopsy;
  readonly 'trial.preview': Trial;
  readonly 'trial.start': { readonly jobId: string };
  readonly 'gap.start': { readonly jobId: string };
  readonly 'calibration.start': { readonly jobId: string };
  readonly 'calibration.unfinished': {
    readonly progress: number;
    readonly savedAt: string;
  } | null;
  readonly 'job.cancel': null;
  readonly 'measurement.list': readonly MeasurementEntry[];
  readonly 'import.preview': ImportPreview;
  readonly 'import.cancel': null;
  readonly 'import.scenario': ScenarioEntry;
  readonly 'import.save': { readonly name: string };
  readonly 'run.list': readonly RunEntry[];
  readonly 'run.get': StoredRun;
  readonly 'report.make': ReportFile;
  readonly 'run.latest': StoredRun | null;
}

/** What the page may call. */
export type Api = {
  readonly [M in Method]: (input: MethodInput<M>) => Promise<MethodOutputs[M]>;
};

/** What the backend tells the page unasked. */
export interface Events {
  'job.progress': (progress: JobProgress) => void;
  'job.end': (end: JobEnd) => void;
  'import.progress': (progress: ImportProgress) => void;
}
