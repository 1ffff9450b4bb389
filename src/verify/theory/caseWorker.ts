import type { TheoryCase } from './cases.ts';
import { checkCase, type Row } from './checkCase.ts';

export interface CaseOrder {
  readonly theoryCase: TheoryCase;
  readonly seed: number;
}

/** Runs in each thread of the verification. */
export default function work({ theoryCase, seed }: CaseOrder): Row[] {
  return checkCase(theoryCase, seed);
}
