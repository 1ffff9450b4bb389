import type { Arguments, Options } from './arguments.ts';
import type { CliHost } from './host.ts';

export interface Command {
  readonly name: string;
  /** What it answers, in one line. */
  readonly summary: string;
  readonly options: Options;
  /** Whether it takes files beside its options. */
  readonly takesFiles?: boolean;
  /** Command lines without `plimsoll`. */
  readonly examples: readonly string[];
  run(args: Arguments, host: CliHost): Promise<void>;
}
