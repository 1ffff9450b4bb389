import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { ImportPreview, ImportProgress, MethodInput } from '../contract/api.ts';
import { type AppError, badInput } from '../contract/errors.ts';
import { importFiles, type ImportOptions } from '../importers/importFiles.ts';
import { memoryFile, type SourceFile } from '../importers/source.ts';
import type { Measurement } from '../sim/study/results.ts';
import { builtInMeasurement } from './builtIns.ts';
import { examined } from './measurements.ts';
import type { MeasurementStore } from './ports.ts';

/** Imports that a page asks for: previewed with progress, cancelled. */
export interface Imports {
  preview(input: MethodInput<'import.preview'>): Promise<ImportPreview>;
  /** Does nothing to an import that has ended. */
  cancel(importId: string): void;
  /** Cancels all. */
  close(): void;
}

/** Bytes of files that come by their content; larger ones are read from the disk. */
const LARGEST_UPLOAD = 32 * 1024 * 1024;
/** ms between two reports of progress. */
const REPORT_EVERY = 100;

/** `readsDisk`: whether paths are taken, which only a page on this machine may name. */
export function createImports(
  readsDisk: boolean,
  onProgress: (progress: ImportProgress) => void,
): Imports {
  const running = new Map<string, AbortController>();
  return {
    async preview({ importId, files, given }) {
      const controller = new AbortController();
      running.get(importId)?.abort();
      running.set(importId, controller);
      let reportedAt = -Infinity;
      try {
        const sources = await Promise.all(files.map((file) => sourceOf(file, readsDisk)));
        const uploaded = sources
          .filter((_, i) => 'base64' in files[i]!.from)
          .reduce((sum, { bytes }) => sum + bytes, 0);
        if (uploaded > LARGEST_UPLOAD) {
          throw refused(
            'files',
            `have ${uploaded} bytes; accepted: up to ${LARGEST_UPLOAD} bytes here, more in the desktop application or with plimsoll import FILE`,
          );
        }
        return await previewImport(sources, {
          ...given,
          signal: controller.signal,
          onProgress(progress, file) {
            const now = performance.now();
            if (now - reportedAt < REPORT_EVERY) return;
            reportedAt = now;
            onProgress({ importId, progress, file });
          },
        });
      } finally {
        if (running.get(importId) === controller) running.delete(importId);
      }
    },
    cancel: (importId) => running.get(importId)?.abort(),
    close() {
      for (const controller of running.values()) controller.abort();
    },
  };
}

async function sourceOf(
  { name, modified, from }: MethodInput<'import.preview'>['files'][number],
  readsDisk: boolean,
): Promise<SourceFile> {
  if ('base64' in from) {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(from.base64)) {
      throw refused(name, 'is no base64; accepted: the bytes of the file');
    }
    const file = memoryFile(name, Buffer.from(from.base64, 'base64'));
    return modified === undefined ? file : { ...file, modified };
  }
  if (!readsDisk) throw refused(name, 'comes by a path; accepted here: the bytes of the file');
  return diskFile(from.path);
}

function refused(path: string, message: string): AppError {
  return badInput([{ path, message }]);
}

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
    throw badInput([{ path: 'name', message }], 'conflict');
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
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error);
  return refused(path, `cannot be read (${reason}); accepted: a file`);
}
