import { parseArguments } from '../../cli/arguments.ts';
import { readDocument } from '../../cli/documentFile.ts';
import { jsonOption, readSeed, seedOption } from '../../cli/inputs.ts';
import { AppError } from '../../contract/errors.ts';
import { parseCases } from './cases.ts';
import { verificationText, verify } from './verify.ts';

/** `npm run verify:theory`: exit code 0 when all figures agree, 1 when one does not, 104 for bad input. */

const CASES = 'fixtures/theory/cases.json';

try {
  const args = parseArguments(process.argv.slice(2), {
    cases: { kind: 'text', value: 'FILE', help: `cases of known systems (default ${CASES})` },
    ...seedOption,
    ...jsonOption,
  });
  if (args.flag('help')) {
    process.stdout.write('npm run verify:theory -- [--cases FILE] [--seed N] [--json]\n');
  } else {
    const cases = readDocument(args.text('cases') ?? CASES, 'a list of cases', parseCases);
    const verification = await verify(cases, readSeed(args) ?? 1);
    process.stdout.write(
      args.flag('json')
        ? `${JSON.stringify(verification, null, 2)}\n`
        : verificationText(verification),
    );
    process.exitCode = verification.passed ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 104;
}
