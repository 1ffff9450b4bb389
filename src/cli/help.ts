import { helpOption, type Options } from './arguments.ts';
import type { Command } from './command.ts';

/** How the program is called from a clone of the repository. */
const PROGRAM = 'npm run --silent plimsoll --';

export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `plimsoll: how many users a web service can carry, and what fails first

Usage: plimsoll COMMAND [FILES] [OPTIONS]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

\`plimsoll COMMAND --help\` lists the options of each. From a clone: ${PROGRAM} COMMAND
`;
}

export function commandHelp({ name, summary, options, examples }: Command): string {
  return `plimsoll ${name}: ${summary}

Options:
${optionLines({ ...options, ...helpOption }).join('\n')}

Examples:
${examples.map((example) => `  ${PROGRAM} ${name}${example === '' ? '' : ` ${example}`}`).join('\n')}
`;
}

function optionLines(options: Options): string[] {
  const lines = Object.entries(options).map(([name, { value, help }]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  const width = Math.max(...lines.map(([option]) => option!.length));
  return lines.map(([option, help]) => `  ${option!.padEnd(width)}  ${help}`);
}
