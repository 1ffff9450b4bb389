import { AppError, type ErrorCode } from '../contract/errors.ts';
import { parseArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { advise } from './commands/advise.ts';
import { calibrate } from './commands/calibrate.ts';
import { gap } from './commands/gap.ts';
import { importCommand } from './commands/import.ts';
import { queue } from './commands/queue.ts';
import { report } from './commands/report.ts';
import { rig } from './commands/rig.ts';
import { schema } from './commands/schema.ts';
import { serve } from './commands/serve.ts';
import { simulate } from './commands/simulate.ts';
import { commandHelp, programHelp } from './help.ts';
import type { CliHost } from './host.ts';

const commands: readonly Command[] = [
  simulate,
  gap,
  calibrate,
  advise,
  importCommand,
  rig,
  report,
  serve,
  schema,
  queue,
];

const OK = 0;
const INTERNAL = 1;
const INVALID_INPUT = 104;
const INTERRUPTED = 130;

const exitCodes: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': INVALID_INPUT,
  'not-found': INVALID_INPUT,
  conflict: INVALID_INPUT,
  'unsupported-version': INVALID_INPUT,
  storage: INVALID_INPUT,
  cancelled: INTERRUPTED,
  simulation: INTERNAL,
  internal: INTERNAL,
};

/** Runs a command line and returns the exit code: 0 done, 104 invalid input, 130 interrupted, 1 our fault. */
export async function run(argv: readonly string[], host: CliHost): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === '--help' || name === '-h' || name === 'help') {
      host.write(programHelp(commands));
      return OK;
    }
    const command = find(name);
    const args = parseArguments(rest, command.options, command.takesFiles);
    if (args.flag('help')) host.write(commandHelp(command));
    else await command.run(args, host);
    return OK;
  } catch (error) {
    if (!(error instanceof AppError)) {
      host.complain(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
      return INTERNAL;
    }
    for (const line of error.message.split('\n')) host.complain(line);
    return exitCodes[error.code];
  }
}

function find(name: string | undefined): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = commands.map((candidate) => candidate.name).join(', ');
  const what = name === undefined ? 'a command is missing' : `"${name}" is no command`;
  throw new AppError('invalid-input', `${what}; accepted: ${names}, or --help`);
}
