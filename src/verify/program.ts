import { type Arguments, type Options, parseArguments } from '../cli/arguments.ts';
import { jsonOption, seedOption } from '../cli/inputs.ts';
import { AppError } from '../contract/errors.ts';

/** A program that verifies: takes `--seed`, `--json` and options of its own. */
export interface VerificationProgram<Report extends { readonly passed: boolean }> {
  /** `npm run verify:theory -- [--cases FILE] [--seed N] [--json]` */
  readonly usage: string;
  readonly options: Options;
  verify(args: Arguments): Promise<Report>;
  /** The table that a person reads. */
  text(report: Report): string;
}

/** Runs it on the arguments of this process: exit code 0 when all agrees, 1 when something does not, 104 for bad input. */
export async function runProgram<Report extends { readonly passed: boolean }>(
  program: VerificationProgram<Report>,
): Promise<void> {
  try {
    const options = { ...program.options, ...seedOption, ...jsonOption };
    const args = parseArguments(process.argv.slice(2), options);
    if (args.flag('help')) {
      process.stdout.write(`${program.usage}\n`);
      return;
    }
    const report = await program.verify(args);
    process.stdout.write(
      args.flag('json') ? `${JSON.stringify(report, null, 2)}\n` : program.text(report),
    );
    process.exitCode = report.passed ? 0 : 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 104;
  }
}
