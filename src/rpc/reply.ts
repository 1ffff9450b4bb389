import { AppError, type Failure } from '../contract/errors.ts';

/** What a call returns over a channel. Errors are values here: on both channels they would lose class and text. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: Failure };

/** The value, or the error that it stands for. */
export function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.value;
  const { code, message, issues } = reply.failure;
  throw new AppError(code, message, issues);
}
