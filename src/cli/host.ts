import type { Executor } from '../services/ports.ts';

/** What the command line needs of the process that runs it. */
export interface CliHost {
  /** To standard output: results, and nothing else. */
  write(text: string): void;
  /** To standard error, as a line of its own. */
  complain(line: string): void;
  /** Redraws a line on the terminal; null when nobody watches one. */
  readonly draw: ((line: string) => void) | null;
  /** Fires when the user interrupts. */
  readonly signal: AbortSignal;
  /** Where the database lies unless `--db` says otherwise. */
  readonly defaultDatabase: string;
  createExecutor(): Executor & { close(): Promise<void> };
  /** Serves the screens until the user interrupts. */
  serve(options: { readonly databaseFile: string; readonly port: number }): Promise<void>;
}
