import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError } from '../contract/errors.ts';
import { reasonOf, refusal } from './failures.ts';
import { APPLICATION_ID, inspect } from './inspect.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './schema.ts';

const IN_MEMORY = ':memory:';
const VERSION = Object.keys(migrations).length;
/** How long another process may keep the database to itself. */
const PATIENCE_MS = 5000;

export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Opens the database in `file` (`:memory:` for one that ends with the process), creating it where there is none and
 * bringing an older one up to date. Throws `AppError` for a file that is damaged, foreign or newer, and leaves it alone.
 */
export async function openDatabase(file: string): Promise<OpenDatabase> {
  // better-sqlite3 13 brings Node down with a segmentation fault, rather than an error, before 22.
  if (Number.parseInt(process.versions.node) < 22) {
    throw new AppError(
      'storage',
      `Node ${process.versions.node} cannot load the database; accepted: Node 22 or newer`,
    );
  }
  if (file !== IN_MEMORY) {
    if (inspect(file, VERSION) === 'new') createFolder(file);
    else requireWritable(file);
  }
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: PATIENCE_MS });
    const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
    await migrate(database, kysely);
    // After the first commit, so that the header of the file itself says whose it is, whatever becomes of the log.
    database.pragma('journal_mode = wal');
    database.pragma('synchronous = normal');
    database.pragma('foreign_keys = on');
    return { db: kysely, close: () => closeBoth(kysely, database) };
  } catch (error) {
    database?.close();
    if (error instanceof AppError) throw error;
    throw refusal('storage', file, `cannot be opened (${reasonOf(error)})`, error);
  }
}

/** kysely closes only what it has already used. */
async function closeBoth(
  kysely: Kysely<Tables>,
  database: Database.Database | undefined,
): Promise<void> {
  await kysely.destroy();
  database?.close();
}

function createFolder(file: string): void {
  try {
    makeFolders(dirname(resolve(file)));
  } catch (error) {
    throw refusal('storage', file, `cannot be created (${reasonOf(error)})`, error);
  }
}

/** One by one: below /proc Node's own recursive `mkdir` tries for ever. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** SQLite itself would open it for reading and fail at the first run that is to be saved. */
function requireWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK);
  } catch (error) {
    throw refusal('storage', file, `cannot be written (${reasonOf(error)})`, error);
  }
}

/** All of it or nothing, and in one process only, since kysely by itself gives neither on SQLite. */
async function migrate(database: Database.Database, kysely: Kysely<Tables>): Promise<void> {
  if (versionOf(database) === VERSION) return;
  await begin(database);
  try {
    if (versionOf(database) < VERSION) {
      const migrator = new Migrator({
        db: kysely,
        provider: { getMigrations: async () => ({ ...migrations }) },
      });
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${VERSION}`);
    }
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** Waits for the write lock without standing still: who holds it may be in this very process. */
async function begin(database: Database.Database): Promise<void> {
  database.pragma('busy_timeout = 0');
  for (let waited = 0; ; waited += 20) {
    try {
      database.exec('begin immediate');
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || waited >= PATIENCE_MS) throw error;
    }
    await sleep(20);
  }
  database.pragma(`busy_timeout = ${PATIENCE_MS}`);
}

function versionOf(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}
