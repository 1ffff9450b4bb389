import { AppError, badInput, type ErrorCode } from '../contract/errors.ts';

/** Why a database is not used: one sentence, and the promise that nothing happened to it. */
export function refusal(code: ErrorCode, file: string, what: string, cause?: unknown): AppError {
  const message = `${what}, and nothing was changed; accepted: a database of Plimsoll or a new file (--db FILE), also in the place of this one once it is moved away`;
  return badInput([{ path: file, message }], code, cause);
}

/** Runs one access to the database; its failure becomes an `AppError('storage')` that says during what. */
export async function access<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('storage', `${what} failed: ${reasonOf(error)}`, [], error);
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
