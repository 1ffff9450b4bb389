import { type AppError, badInput } from '../../contract/errors.ts';

/** A place in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** `file:line:column`, as far as known. */
export function at({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** What is wrong in one place: a sentence that names the value and what is accepted. */
export function fault(place: Place, message: string): AppError {
  return badInput([{ path: at(place), message }]);
}

/** A value as it stands in a sentence: quoted, and cut where it is long. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}
