import { parseArgs } from 'node:util';
import { AppError } from '../contract/errors.ts';
import { ownCases, readCases } from './cases.ts';
import { type CaseComparison, compareCase } from './compare.ts';
import { caseText, markdown, verdictText } from './text.ts';
import { judge, type NotCompared } from './verdict.ts';

/**
 * `npm run verify:truth`: simulates measured runs and puts the prediction beside the measurement. Exit code 0 when the goals
 * are met, 1 when not, 104 for bad input.
 */
function verify(): number {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: ownCases },
      replications: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
    },
  });
  const replications = Number(values.replications);
  if (!Number.isInteger(replications) || replications < 1) {
    throw new AppError(
      'invalid-input',
      `--replications: is "${values.replications}"; accepted: an integer >= 1`,
    );
  }
  const compared: CaseComparison[] = [];
  const notCompared: NotCompared[] = [];
  for (const truth of readCases(values.cases)) {
    try {
      compared.push(compareCase(truth, replications));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      notCompared.push({ name: truth.name, reason: error.message.replaceAll('\n', '; ') });
    }
  }
  const verdict = judge(compared, notCompared);
  if (values.json) {
    const document = { format: 'plimsoll.truth', version: 1, replications, ...verdict };
    console.log(JSON.stringify({ ...document, cases: compared, notCompared }, null, 2));
  } else if (values.markdown) {
    console.log(markdown(compared, verdict, notCompared));
  } else {
    for (const comparison of compared) console.log(`${caseText(comparison)}\n`);
    console.log(verdictText(verdict, notCompared));
  }
  return verdict.met ? 0 : 1;
}

try {
  process.exitCode = verify();
} catch (error) {
  if (error instanceof AppError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    console.error((error as Error).message);
  else throw error;
  process.exitCode = 104;
}
