import { table } from '../../services/report/blocks.ts';
import { toText } from '../../services/report/text.ts';
import { onAllCores } from '../onAllCores.ts';
import type { TheoryCase } from './cases.ts';
import type { CaseOrder } from './caseWorker.ts';
import type { Row } from './checkCase.ts';
import { networkOf } from './translate.ts';

/** What a verification found. */
export interface Verification {
  readonly format: 'plimsoll.theoryVerification';
  readonly version: 1;
  readonly seed: number;
  readonly passed: boolean;
  readonly figures: number;
  readonly rows: readonly Row[];
}

/** Simulates all cases on all cores; the rows are in the order of the cases and do not depend on the number of cores. */
export async function verify(cases: readonly TheoryCase[], seed: number): Promise<Verification> {
  // A case that cannot be understood is said before anything is simulated.
  for (const theoryCase of cases) networkOf(theoryCase);
  const sorted = largestFirst(cases);
  const answers = await onAllCores<CaseOrder, Row[]>(
    new URL('./caseWorker.ts', import.meta.url),
    sorted.map((theoryCase) => ({ theoryCase, seed })),
  );
  const rowsOf = new Map(sorted.map((theoryCase, i) => [theoryCase, answers[i]!]));
  const rows = cases.flatMap((theoryCase) => rowsOf.get(theoryCase)!);
  return {
    format: 'plimsoll.theoryVerification',
    version: 1,
    seed,
    passed: rows.every(({ verdict }) => verdict === 'agrees'),
    figures: rows.length,
    rows,
  };
}

/** What takes longest must not begin last. */
function largestFirst(cases: readonly TheoryCase[]): TheoryCase[] {
  const size = ({ parameters }: TheoryCase): number => {
    const users = parameters['users'];
    const nested = parameters['workers'] === undefined ? 1 : 2;
    return typeof users === 'number' ? users * nested : 0;
  };
  return cases.toSorted((a, b) => size(b) - size(a));
}

/** The table that a person reads. */
export function verificationText({ rows, seed, passed }: Verification): string {
  const failed = rows.filter(({ verdict }) => verdict !== 'agrees').length;
  const summary = passed
    ? `All ${rows.length} figures agree with theory (seed ${seed}).`
    : `${failed} of ${rows.length} figures do not agree with theory (seed ${seed}).`;
  const lines = table(
    ['<case', '<figure', 'exact', 'simulated', 'standard error', 'z', 'runs', '<verdict'],
    rows.map((row) => [
      row.id,
      row.figure,
      shown(row.exact),
      shown(row.simulated),
      row.standardError === null ? '' : row.standardError.toExponential(1),
      row.z === null ? '' : row.z.toFixed(2),
      String(row.replications),
      row.verdict,
    ]),
  );
  return `${toText([lines])}\n${summary}\n`;
}

function shown(value: Row['simulated']): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number(value.toPrecision(7)).toString();
  return value.map((item) => (typeof item === 'number' ? Number(item.toFixed(4)) : item)).join(' ');
}
