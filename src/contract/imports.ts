/** What an import says of the files that it was given, before anything is stored. */

/** What was made of one file. */
export interface ImportedFile {
  readonly name: string;
  readonly reader: string;
  /** The kind of file, as a person would say it. */
  readonly title: string;
  /** How sure the reader was of the kind of file, 0..1. */
  readonly confidence: number;
  /** What was found, a sentence each. */
  readonly understood: readonly string[];
  /** What had to be assumed or was left out, a sentence each. */
  readonly assumed: readonly string[];
}

/** A setting of the scenario and where it stands. */
export interface FoundSetting {
  /** Setting path, e.g. `postgres.max_connections`. */
  readonly path: string;
  readonly value: string | number | boolean | null;
  /** `file:line`. */
  readonly source: string;
  /** A command line or a running program, which has the last word over a settings file. */
  readonly prevails?: boolean;
}
