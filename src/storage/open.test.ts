import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { someScenario, someTrial } from '../../fixtures/factories/results.ts';
import { AppError } from '../contract/errors.ts';
import { openStore } from './store.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-open-'));
  file = join(folder, 'plimsoll.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A database with two trials in it, closed. */
async function filled(): Promise<void> {
  const store = await openStore(file);
  const scenario = someScenario();
  const run = {
    kind: 'trial',
    scenario,
    users: 12,
    seed: 1,
    measurement: null,
    engine: 'e',
    elapsedMs: 1,
  } as const;
  await store.runs.save({ ...run, result: someTrial(scenario) });
  await store.runs.save({ ...run, result: someTrial(scenario) });
  await store.close();
}

/** Opening must fail with one sentence, and leave each byte of the folder where it is. */
async function expectRefusal(sentence: RegExp, code = 'storage'): Promise<void> {
  const before = contents();
  const failure: unknown = await openStore(file).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  const { message } = failure as AppError;
  expect(failure).toMatchObject({ code });
  expect(message).toMatch(sentence);
  expect(message.startsWith(`${file}: `)).toBe(true);
  expect(message).toContain('nothing was changed');
  expect(message).not.toContain('\n');
  expect(contents()).toEqual(before);
}

function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, hash(join(folder, name))]));
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

describe('opening a database', () => {
  it('creates it, with the folders on the way', async () => {
    file = join(folder, 'a', 'b', 'plimsoll.db');
    await (await openStore(file)).close();
    expect(existsSync(file)).toBe(true);
  });

  it('takes an empty file for a new one', async () => {
    writeFileSync(file, '');
    const store = await openStore(file);
    expect(await store.runs.list()).toEqual([]);
    await store.close();
  });

  it('leaves one that is up to date as it is', async () => {
    await filled();
    const before = contents();
    await (await openStore(file)).close();
    expect(contents()).toEqual(before);
  });

  it('works for two that come first at the same time', async () => {
    const stores = await Promise.all([openStore(file), openStore(file), openStore(file)]);
    await stores[0].scenarios.save(someScenario());
    expect(await stores[2].scenarios.list()).toHaveLength(1);
    for (const store of stores) await store.close();
  });

  it('survives the loss of its log after a crash', async () => {
    const store = await openStore(file);
    await store.scenarios.save(someScenario());
    const crashed = readFileSync(file);
    await store.close();
    writeFileSync(file, crashed);
    rmSync(`${file}-wal`, { force: true });
    const again = await openStore(file);
    expect(await again.scenarios.list()).toEqual([]);
    await again.close();
  });

  it('refuses what is no database', async () => {
    writeFileSync(file, 'users,requests\n100,386\n'.repeat(20));
    await expectRefusal(/is not a database of Plimsoll, or is damaged/);
  });

  it('refuses a database whose first bytes are overwritten', async () => {
    await filled();
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 50);
    writeFileSync(file, bytes);
    await expectRefusal(/is not a database of Plimsoll, or is damaged/);
  });

  it('refuses a database that was cut off', async () => {
    await filled();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 8192));
    await expectRefusal(/is damaged/);
    writeFileSync(file, bytes.subarray(0, 60));
    await expectRefusal(/is damaged/);
  });

  it('refuses a database with a page of noise in it', async () => {
    await filled();
    const bytes = readFileSync(file);
    for (let at = 4096; at < 12_288; at++) bytes[at] = (at * 31) % 256;
    writeFileSync(file, bytes);
    await expectRefusal(/is damaged/);
  });

  it('refuses a damaged database whose log was left behind by a crash, and leaves both alone', async () => {
    const store = await openStore(file);
    await store.scenarios.save(someScenario());
    const log = readFileSync(`${file}-wal`);
    await store.close();
    const bytes = readFileSync(file);
    for (let at = 4096; at < 12_288; at++) bytes[at] = (at * 31) % 256;
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, log.fill(0));
    const before = [hash(file), hash(`${file}-wal`)];
    await expect(openStore(file)).rejects.toThrow(/is damaged/);
    expect([hash(file), hash(`${file}-wal`)]).toEqual(before);
  });

  it('opens while another process has it open, and sees what that one has saved', async () => {
    const first = await openStore(file);
    await first.scenarios.save(someScenario());
    const second = await openStore(file);
    expect(await second.scenarios.list()).toHaveLength(1);
    await second.close();
    await first.close();
  });

  it('refuses the database of another program', async () => {
    const database = new Database(file);
    database.exec('create table orders (id integer); insert into orders values (1)');
    database.close();
    await expectRefusal(/is an SQLite database of another program/);
  });

  it('refuses a database of a newer version, and says so', async () => {
    await filled();
    const database = new Database(file);
    database.pragma('user_version = 99');
    database.close();
    await expectRefusal(
      /was written by a newer Plimsoll \(schema 99; this one knows 2\)/,
      'unsupported-version',
    );
  });

  it('refuses a folder and a place where nothing can be created', async () => {
    mkdirSync(file);
    await expect(openStore(file)).rejects.toThrow(/cannot be read \(EISDIR/);
    writeFileSync(join(folder, 'plain'), '');
    await expect(openStore(join(folder, 'plain', 'plimsoll.db'))).rejects.toThrow(
      /plimsoll\.db: cannot be (read|created)/,
    );
  });

  it.runIf(process.platform === 'linux')('refuses a place below /proc, and soon', async () => {
    await expect(openStore('/proc/x/y/plimsoll.db')).rejects.toThrow(
      /^\/proc\/x\/y\/plimsoll\.db: cannot be created \(ENOENT/,
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'refuses a file that may not be written, before anything is lost',
    async () => {
      await filled();
      chmodSync(file, 0o444);
      await expectRefusal(/cannot be written/);
    },
  );
});
