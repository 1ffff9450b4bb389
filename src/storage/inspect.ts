import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AppError } from '../contract/errors.ts';
import { reasonOf, refusal } from './failures.ts';

/** "Plim", in the header of each of our databases: other programs' SQLite files are told apart by it. */
export const APPLICATION_ID = 0x50_6c_69_6d;
const SQLITE_MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const LARGEST_SNAPSHOT = 2 ** 30;

/**
 * Whether `file` is a sound database of ours (`existing`) or still to be created (`new`). Throws `AppError` for
 * everything else; in no case is the file touched: what is not ours is not even opened with SQLite.
 */
export function inspect(file: string, knownVersion: number): 'existing' | 'new' {
  const header = readHeader(file);
  if (header === null || header.length === 0) return 'new';
  if (
    header.length < HEADER_BYTES ||
    header.toString('latin1', 0, SQLITE_MAGIC.length) !== SQLITE_MAGIC
  ) {
    throw refusal(
      'storage',
      file,
      'is not a database of Plimsoll, or is damaged: it does not begin as one',
    );
  }
  if (header.readUInt32BE(68) !== APPLICATION_ID) {
    throw refusal('storage', file, 'is an SQLite database of another program');
  }
  checkContent(file, knownVersion);
  return 'existing';
}

/** The first bytes of a file; null when there is none. */
function readHeader(file: string): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw refusal('storage', file, `cannot be read (${reasonOf(error)})`, error);
  }
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  } catch (error) {
    throw refusal('storage', file, `cannot be read (${reasonOf(error)})`, error);
  } finally {
    closeSync(descriptor);
  }
}

function checkContent(file: string, knownVersion: number): void {
  if (!inUse(file) && statSync(file).size <= LARGEST_SNAPSHOT) {
    const faults = faultsOf(file, () => openSnapshot(file), knownVersion);
    // Whoever opened it meanwhile may have written while it was being read.
    if (faults === null || !inUse(file)) return throwIf(faults);
  }
  throwIf(
    faultsOf(file, () => new Database(file, { readonly: true, fileMustExist: true }), knownVersion),
  );
}

/** Somebody has the database open, or had when the machine went down: part of it is in the log. */
function inUse(file: string): boolean {
  return existsSync(`${file}-wal`);
}

/** A copy in memory: even to read, SQLite would put a log beside the file. */
function openSnapshot(file: string): Database.Database {
  const bytes = readFileSync(file);
  // In memory there is no log to write ahead.
  bytes.fill(1, 18, 20);
  return new Database(bytes);
}

function faultsOf(
  file: string,
  open: () => Database.Database,
  knownVersion: number,
): AppError | null {
  let database: Database.Database | undefined;
  try {
    database = open();
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version > knownVersion) {
      const what = `was written by a newer Plimsoll (schema ${version}; this one knows ${knownVersion})`;
      return refusal('unsupported-version', file, what);
    }
    const damage = database.pragma('quick_check(1)', { simple: true });
    return damage === 'ok'
      ? null
      : refusal('storage', file, `is damaged (${String(damage).split('\n').at(-1)})`);
  } catch (error) {
    return refusal('storage', file, `is damaged or cannot be read (${reasonOf(error)})`, error);
  } finally {
    database?.close();
  }
}

function throwIf(fault: AppError | null): void {
  if (fault !== null) throw fault;
}
