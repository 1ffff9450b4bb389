import { readDocument } from '../../cli/documentFile.ts';
import { readSeed } from '../../cli/inputs.ts';
import { runProgram } from '../program.ts';
import { parseCases } from './cases.ts';
import { verificationText, verify } from './verify.ts';

/** `npm run verify:theory`: passes when all figures of the known systems agree. */

const CASES = 'fixtures/theory/cases.json';

await runProgram({
  usage: 'npm run verify:theory -- [--cases FILE] [--seed N] [--json]',
  options: {
    cases: { kind: 'text', value: 'FILE', help: `cases of known systems (default ${CASES})` },
  },
  async verify(args) {
    const cases = readDocument(args.text('cases') ?? CASES, 'a list of cases', parseCases);
    return verify(cases, readSeed(args) ?? 1);
  },
  text: verificationText,
});
