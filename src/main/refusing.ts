import { type Api, type Method, methods } from '../contract/api.ts';
import { AppError, type Failure } from '../contract/errors.ts';

/** Answers every call with the same failure. */
export function refusing({ code, message, issues }: Failure): Api {
  const refuse = (): Promise<never> => Promise.reject(new AppError(code, message, issues));
  return Object.fromEntries(
    (Object.keys(methods) as Method[]).map((method) => [method, refuse]),
  ) as unknown as Api;
}
