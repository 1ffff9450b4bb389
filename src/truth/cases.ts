import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../contract/errors.ts';
import { type TruthCase, truthCase } from './case.ts';
import { rigCase } from './rigCase.ts';

/** The measured runs that come with the project. */
export const ownCases = fileURLToPath(new URL('../../fixtures/truth', import.meta.url));

/**
 * The cases of a folder, each in a file of its own, in the order of their names: documents of ours or files of the rig.
 * Throws `AppError('invalid-input')` that names the file.
 */
export function readCases(directory: string): readonly TruthCase[] {
  const files = jsonFiles(directory);
  if (files.length === 0) {
    throw new AppError(
      'invalid-input',
      `--cases: ${directory} has no case in it; accepted: a folder of .json files`,
    );
  }
  return files.map((file) => readCase(join(directory, file)));
}

function jsonFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith('.json'))
      .toSorted();
  } catch {
    throw new AppError(
      'invalid-input',
      `--cases: ${directory} cannot be read; accepted: a folder of .json files`,
    );
  }
}

function readCase(path: string): TruthCase {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new AppError('invalid-input', `${path}: is not JSON: ${(error as Error).message}`);
  }
  const ours = typeof document === 'object' && document !== null && 'format' in document;
  const parsed = ours ? truthCase.safeParse(document) : rigCase.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid-input',
    `${basename(path)}: ${z.prettifyError(parsed.error).replaceAll('\n', '; ')}`,
  );
}
