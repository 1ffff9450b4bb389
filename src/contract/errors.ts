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
