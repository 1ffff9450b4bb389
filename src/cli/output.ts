import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type AppError, badInput } from '../contract/errors.ts';

/** Whether `file` can be written, found out before the work is done. Throws `AppError('invalid-input')`. */
export function requireWritable(option: string, file: string): void {
  try {
    if (existsSync(file)) {
      if (statSync(file).isDirectory()) throw new Error('it is a folder');
      accessSync(file, constants.W_OK);
    } else {
      accessSync(dirname(resolve(file)), constants.W_OK);
    }
  } catch (error) {
    throw unwritable(option, file, error);
  }
}

/** Whether files can be written into `folder`, which is made later if need be. Throws `AppError('invalid-input')`. */
export function requireFolder(option: string, folder: string): void {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error('it is a file');
    accessSync(existsSync(folder) ? folder : dirname(resolve(folder)), constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `"${folder}" cannot be written (${reason}); accepted: a folder, or a new one in a folder that exists`;
    throw badInput([{ path: option, message }]);
  }
}

export function writeOutput(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(option, file, error);
  }
}

function unwritable(option: string, file: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `"${file}" cannot be written (${reason}); accepted: a file in a folder that exists`;
  return badInput([{ path: option, message }]);
}
