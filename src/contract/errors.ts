import { counted } from '../sim/counted.ts';

/** The one error class that crosses the wire. */
export const errorCodes = [
  'invalid-input',
  'not-found',
  'conflict',
  'unsupported-version',
  'cancelled',
  'simulation',
  'storage',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One thing that is wrong with an input: where, and a sentence that says what and what would be accepted. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** An error as it crosses the wire, where its class and cause would be lost. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly issues: readonly Issue[];
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, issues: readonly Issue[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.issues = issues;
  }
}

/** What is said of one fault. */
export function sentenceOf({ path, message }: Issue): string {
  return `${path}: ${message}`;
}

/** The first of `sentences`, one at least, and how many more faults there are. */
export function oneSentence([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  return `${first} (and ${counted(others.length, 'more fault')})`;
}

/** The error of an input with `issues`, one at least: one sentence about the first of them, and all of them beside it. */
export function badInput(
  issues: readonly Issue[],
  code: ErrorCode = 'invalid-input',
  cause?: unknown,
): AppError {
  return new AppError(code, oneSentence(issues.map(sentenceOf)), issues, cause);
}

/**
 * What may be said of an error: our own sentences as they are, anything else by a number that the log explains, for its
 * text may hold paths or data that are nobody's business.
 */
export function publicFailure(error: unknown): Failure {
  if (error instanceof AppError) {
    const { code, message, issues } = error;
    return { code, message, issues };
  }
  const logId = globalThis.crypto.randomUUID().slice(0, 8);
  console.error(`[${logId}]`, error);
  return {
    code: 'internal',
    message: `Something went wrong inside Plimsoll (log id ${logId})`,
    issues: [],
  };
}
