import { AppError, oneSentence } from '../contract/errors.ts';
import type { FoundSetting, ImportedFile } from '../contract/imports.ts';
import type { Measurement } from '../sim/study/results.ts';
import { type Given, measurementOf } from './combine.ts';
import type { Finding } from './importer.ts';
import { detect } from './readers.ts';
import { settled } from './settings.ts';
import { headOf, type SourceFile, textFile } from './source.ts';

/** What was made of all files together. */
export interface Import {
  readonly files: readonly ImportedFile[];
  /** Null when no file has tables: settings and logs alone make no measurement. */
  readonly measurement: Measurement | null;
  /** Settings found in the files, one for each path. */
  readonly settings: readonly FoundSetting[];
  /** What had to be assumed to put the files together, a sentence each. */
  readonly assumed: readonly string[];
}

export interface ImportOptions extends Given {
  readonly signal?: AbortSignal | undefined;
  /** Done share 0..1, and the file that is being read. */
  onProgress?(progress: number, file: string): void;
}

/**
 * Reads the files of one run and puts them together. Nothing is taken from any of them when one has a fault: throws
 * `AppError('invalid-input')` about the first faulty file, with an issue for each of them, and `AppError('cancelled')` when the signal fires.
 */
export async function importFiles(
  sources: readonly SourceFile[],
  options: ImportOptions = {},
): Promise<Import> {
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  const files: ImportedFile[] = [];
  const findings: (readonly [SourceFile, Finding])[] = [];
  const faults: AppError[] = [];
  let before = 0;
  for (const source of sources) {
    try {
      const { reader, confidence } = detect(await headOf(source));
      const finding = await reader.read(
        textFile(source, {
          signal: options.signal,
          onBytes: (bytes) =>
            options.onProgress?.(Math.min(1, (before + bytes) / total), source.name),
        }),
      );
      findings.push([source, finding]);
      const { id, title } = reader;
      const { understood, assumed } = finding;
      files.push({ name: source.name, reader: id, title, confidence, understood, assumed });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
      faults.push(error);
    }
    before += source.bytes;
  }
  if (faults.length > 0) {
    throw new AppError(
      'invalid-input',
      oneSentence(faults.map(({ message }) => message)),
      faults.flatMap(({ issues }) => issues),
    );
  }
  const { settings, assumed } = settled(findings.flatMap(([, finding]) => finding.settings ?? []));
  const combined = measurementOf(findings, options);
  return {
    files,
    measurement: combined.measurement,
    settings,
    assumed: [...combined.assumed, ...assumed],
  };
}
