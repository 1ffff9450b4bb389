import type { FoundSetting } from '../contract/imports.ts';
import type {
  Cause,
  Evidence,
  HistoryPoint,
  LocustRow,
  Measurement,
  ReportClaim,
  ReportPassage,
  ReportTarget,
  Rounding,
} from '../sim/study/results.ts';

/** A file as a reader gets it: decoded, and as often as it likes to read it. */
export interface TextFile {
  readonly name: string;
  /** Pieces of any length, in order. */
  chunks(): AsyncIterable<string>;
  /** All of it; a file of more than `most` bytes is refused (default: 64 MiB). */
  text(most?: number): Promise<string>;
}

/** The beginning of a file, by which readers recognise it. */
export interface Head {
  readonly name: string;
  readonly text: string;
  /** Without the last one, where the file goes on. */
  readonly lines: readonly string[];
}

/** Settings files are far smaller. */
export const LARGEST_SETTINGS = 4 * 1024 * 1024;
/** Rows of endpoints that a measurement may have; more are names with numbers in them. */
export const MOST_ENDPOINTS = 2000;

/** Reads one kind of file. */
export interface Reader {
  readonly id: string;
  /** What it reads, as a person would say it. */
  readonly title: string;
  /** How sure it is that a file is of its kind, 0..1. */
  detect(head: Head): number;
  /** What the file says. Throws `AppError('invalid-input')` that names the line and the column of a fault. */
  read(file: TextFile): Promise<Finding>;
}

/** What one file says. What it does not say is absent. */
export interface Finding {
  /** What was found, a sentence each. */
  readonly understood: readonly string[];
  /** What had to be assumed or was left out, a sentence each. */
  readonly assumed: readonly string[];
  readonly tool?: { readonly name: string; readonly version: string };
  readonly document?: string;
  /** ISO 8601. */
  readonly date?: string;
  readonly configuration?: Partial<Measurement['configuration']>;
  readonly tables?: Tables;
  readonly history?: readonly HistoryPoint[];
  readonly failures?: readonly FailureCount[];
  readonly logLines?: readonly string[];
  readonly claims?: readonly ReportClaim[];
  readonly targets?: readonly ReportTarget[];
  readonly passages?: readonly ReportPassage[];
  readonly settings?: readonly FoundSetting[];
  readonly evidence?: Evidence;
}

export interface Tables {
  readonly rounding: Rounding;
  readonly rows: readonly LocustRow[];
  /** Null where the tool prints no total row. */
  readonly aggregated: LocustRow | null;
}

/** Failed requests of one endpoint that the tool reports alike. */
export interface FailureCount {
  readonly endpoint: string;
  /** HTTP method, by which a tool tells endpoints of one name apart. */
  readonly method?: string;
  readonly failures: number;
  readonly status: number | null;
  /** As the tool words it. */
  readonly error: string;
  /** What the file itself says of the cause; absent where only status and text tell. */
  readonly cause?: Cause;
}
