import { readFileSync } from 'node:fs';
import { AppError, badInput, type Issue } from '../contract/errors.ts';
import { parseJson } from '../contract/json/parseJson.ts';

/**
 * What `parse` makes of the JSON document in a file. Throws `AppError('invalid-input')` for a file that cannot be read or is no
 * JSON, and names the file before whatever `parse` refuses; `accepted` says what kind of document is wanted.
 */
export function readDocument<Document>(
  file: string,
  accepted: string,
  parse: (document: unknown) => Document,
): Document {
  const text = readText(file, accepted);
  try {
    return parse(parseJson(text));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.issues.length > 0) throw badInput(error.issues.map(inFile(file)), error.code, error);
    throw new AppError(error.code, `${file}: ${error.message}`, [], error);
  }
}

/** UTF-8, or the UTF-16 that PowerShell writes when output is redirected. */
function readText(file: string, accepted: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EISDIR' ? 'is a folder' : `cannot be read (${message})`;
    throw badInput([{ path: file, message: `${reason}; accepted: ${accepted}` }]);
  }
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw badInput([{ path: file, message: `is no text in UTF-8; accepted: ${accepted}` }]);
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function inFile(file: string): (issue: Issue) => Issue {
  return ({ path, message }) => ({
    path: path === 'document' ? file : `${file}: ${path}`,
    message,
  });
}
