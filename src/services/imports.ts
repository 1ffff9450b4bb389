import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ImportPreview } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import { importFiles, type ImportOptions } from '../importers/importFiles.ts';
import type { SourceFile } from '../importers/source.ts';
import type { Measurement } from '../sim/study/results.ts';
import { builtInMeasurement } from './builtIns.ts';
import { examined } from './measurements.ts';
import type { MeasurementStore } from './ports.ts';

/** Bytes read at a time. */
const PIECE = 1024 * 1024;

/** What files say together, with the autopsy and the contradictions of their measurement. Throws like `importFiles`. */
export async function previewImport(
  sources: readonly SourceFile[],
  options: ImportOptions = {},
): Promise<ImportPreview> {
  const { files, measurement, settings, assumed } = await importFiles(sources, options);
  return {
    files,
    measured: measurement === null ? null : examined(measurement),
    settings,
    assumed,
  };
}

/** Stores a measurement under its name. Throws `AppError('conflict')` for the name of a built-in one. */
export async function keepMeasurement(
  store: MeasurementStore,
  measurement: Measurement,
): Promise<void> {
  if (builtInMeasurement(measurement.name) !== null) {
    const message = `is "${measurement.name}", which comes with Plimsoll and is never changed; accepted: another name`;
    throw new AppError('conflict', `name: ${message}`, [{ path: 'name', message }]);
  }
  await store.save(measurement);
}

/** A file on this machine, read in pieces. Throws `AppError('invalid-input')` for what cannot be read. */
export async function diskFile(path: string): Promise<SourceFile> {
  try {
    const { size, mtime } = await stat(path).then((found) => {
      if (!found.isFile()) throw new Error('it is no file');
      return found;
    });
    return {
      name: path.replace(/^.*[/\\]/, ''),
      bytes: size,
      modified: mtime.toISOString(),
      read: () => readable(path),
    };
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* readable(path: string): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
      yield piece as Uint8Array;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const message = `cannot be read (${error instanceof Error ? error.message : String(error)}); accepted: a file`;
  return new AppError('invalid-input', `${path}: ${message}`, [{ path, message }]);
}
