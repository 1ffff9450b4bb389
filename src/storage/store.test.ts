import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  nov8Report,
  someCalibration,
  someGap,
  someScenario,
  someTrial,
} from '../../fixtures/factories/results.ts';
import { AppError } from '../contract/errors.ts';
import type { NewRun, Store } from '../services/ports.ts';
import { openStore } from './store.ts';

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-store-'));
  file = join(folder, 'plimsoll.db');
  store = await openStore(file);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function reopen(): Promise<void> {
  await store.close();
  store = await openStore(file);
}

/** Changes the file behind the store's back. */
function tamper(statement: string): void {
  const database = new Database(file);
  database.exec(statement);
  database.close();
}

const scenario = someScenario();
const trial: NewRun<'trial'> = {
  kind: 'trial',
  scenario,
  users: 12,
  seed: 1,
  measurement: null,
  engine: 'e1',
  elapsedMs: 12.5,
  result: someTrial(scenario),
};
const gap: NewRun<'gap'> = { ...trial, kind: 'gap', users: 50, result: someGap(scenario) };
const calibration: NewRun<'calibration'> = {
  ...trial,
  kind: 'calibration',
  users: 100,
  measurement: nov8Report(),
  result: someCalibration(scenario),
};

describe('scenarios', () => {
  it('are found again after a restart, as they were saved', async () => {
    const entry = await store.scenarios.save(scenario);
    await reopen();
    expect(await store.scenarios.read('mine')).toEqual({ entry, scenario });
    expect(await store.scenarios.list()).toEqual([entry]);
    expect(entry).toMatchObject({ name: 'mine', builtIn: false, version: 1 });
  });

  it('get a new version when they change, and only then', async () => {
    const changed = someScenario({ 'web.cpu_cores': 8, title: 'With more cores' });
    await store.scenarios.save(scenario);
    expect((await store.scenarios.save(scenario)).version).toBe(1);
    expect((await store.scenarios.save(changed)).version).toBe(2);
    expect((await store.scenarios.read('mine'))!.scenario).toEqual(changed);
    expect((await store.scenarios.read('mine', 1))!.scenario).toEqual(scenario);
    expect(await store.scenarios.read('mine', 3)).toBeNull();
    expect(await store.scenarios.list()).toMatchObject([
      { name: 'mine', version: 2, title: 'With more cores' },
    ]);
  });

  it('are deleted with all their versions', async () => {
    await store.scenarios.save(scenario);
    await store.scenarios.save(someScenario({ 'web.cpu_cores': 8 }));
    expect(await store.scenarios.delete('mine')).toBe(true);
    expect(await store.scenarios.delete('mine')).toBe(false);
    expect(await store.scenarios.list()).toEqual([]);
  });

  it('that no longer make sense are refused with a sentence rather than shown', async () => {
    await store.scenarios.save(scenario);
    tamper(`update scenarios set document = json_set(document, '$.web.threads', -1)`);
    await expect(store.scenarios.read('mine')).rejects.toThrow(
      /^Scenario mine in the store cannot be read: web\.threads: is -1; accepted: >= 1/,
    );
  });
});

describe('runs', () => {
  it.each([trial, gap, calibration])(
    'of kind $kind come back whole after a restart',
    async (run) => {
      const entry = await store.runs.save(run);
      await reopen();
      expect(await store.runs.read(entry.id)).toEqual({ entry, scenario, result: run.result });
      expect(entry).toMatchObject({
        kind: run.kind,
        scenario: 'mine',
        users: run.users,
        seed: 1,
        elapsedMs: 12.5,
      });
    },
  );

  it('are listed newest first, all or of one kind, and the newest of a kind is at hand', async () => {
    const ids: string[] = [];
    for (const run of [trial, gap, { ...trial, seed: 2 }])
      ids.push((await store.runs.save(run)).id);
    expect((await store.runs.list()).map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await store.runs.list('trial')).map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect((await store.runs.latest('trial'))!.entry.id).toBe(ids[2]);
    expect(await store.runs.latest('calibration')).toBeNull();
    expect(await store.runs.read('unknown')).toBeNull();
  });

  it('answer the question that they were asked, and no other', async () => {
    const { id } = (await store.runs.save(calibration))!;
    expect((await store.runs.find(calibration))!.entry.id).toBe(id);
    expect(await store.runs.find({ ...calibration, seed: 2 })).toBeNull();
    expect((await store.runs.find({ ...calibration, seed: null }))!.entry.id).toBe(id);
    expect(await store.runs.find({ ...calibration, engine: 'e2' })).toBeNull();
    expect(await store.runs.find({ ...calibration, users: 50 })).toBeNull();
    expect(
      await store.runs.find({ ...calibration, scenario: someScenario({ 'web.cpu_cores': 8 }) }),
    ).toBeNull();
    expect(
      await store.runs.find({ ...calibration, measurement: { ...nov8Report(), title: 'Another' } }),
    ).toBeNull();
    expect(await store.runs.find({ ...calibration, kind: 'gap', measurement: null })).toBeNull();
  });

  it('are found by their newest answer', async () => {
    await store.runs.save(gap);
    const { id } = await store.runs.save({ ...gap, seed: 7 });
    expect((await store.runs.find({ ...gap, seed: null }))!.entry.id).toBe(id);
  });

  it('are not saved in part: without its measurement a calibration leaves nothing', async () => {
    tamper(
      `create trigger full before insert on calibrations begin select raise(abort, 'disk is full'); end`,
    );
    await expect(store.runs.save(calibration)).rejects.toThrow(
      'Saving a calibration failed: disk is full',
    );
    expect(await store.runs.list()).toEqual([]);
    expect(await store.measurements.read('nov8')).toBeNull();
  });

  it('with a damaged result are listed, and refused with a sentence when read', async () => {
    const { id } = await store.runs.save(trial);
    tamper(`update runs set result = json_remove(result, '$.users')`);
    expect(await store.runs.list()).toHaveLength(1);
    const failure = await store.runs.read(id).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({
      code: 'storage',
      message: `The result of run ${id} in the store cannot be read: users: is missing; accepted: a whole number`,
    });
  });
});

describe('measurements', () => {
  it('are stored once, and the one saved last under a name counts', async () => {
    const first = nov8Report();
    const second = { ...first, title: 'Corrected' };
    await store.measurements.save(first);
    await store.measurements.save(first);
    await store.measurements.save(second);
    await reopen();
    expect(await store.measurements.read('nov8')).toEqual(second);
    const database = new Database(file, { readonly: true });
    expect(database.prepare('select count(*) as n from measurements').get()).toEqual({ n: 2 });
    database.close();
  });

  it('cannot go while a calibration of theirs is there', async () => {
    await store.runs.save(calibration);
    expect(() => tamper('pragma foreign_keys = on; delete from measurements')).toThrow(
      'FOREIGN KEY constraint failed',
    );
    tamper('pragma foreign_keys = on; delete from runs; delete from measurements');
  });
});

describe('a checkpoint', () => {
  const { elapsedMs: _, result: __, ...question } = calibration;

  it('is found again after a restart, by exactly its question', async () => {
    await store.checkpoints.save(question, { progress: 0.3, state: '{"wave":3}' });
    await store.checkpoints.save(question, { progress: 0.4, state: '{"wave":4}' });
    await reopen();
    expect(await store.checkpoints.read(question)).toMatchObject({
      progress: 0.4,
      state: '{"wave":4}',
    });
    expect(await store.checkpoints.read({ ...question, seed: 2 })).toBeNull();
    expect(await store.checkpoints.read({ ...question, engine: 'e2' })).toBeNull();
  });

  it('goes when its study is done', async () => {
    await store.checkpoints.save(question, { progress: 0.3, state: '{}' });
    await store.checkpoints.delete(question);
    expect(await store.checkpoints.read(question)).toBeNull();
  });
});

describe('the database', () => {
  it('keeps its log beside it, checks references and the types of its columns', async () => {
    const database = new Database(file);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    const tables = database
      .prepare(`select name, strict from pragma_table_list where schema = 'main'`)
      .all();
    for (const name of ['measurements', 'scenarios', 'runs', 'calibrations', 'checkpoints']) {
      expect(tables).toContainEqual({ name, strict: 1 });
    }
    database.close();
  });

  it('in memory holds what it is given', async () => {
    const memory = await openStore(':memory:');
    const { id } = await memory.runs.save(trial);
    expect((await memory.runs.read(id))!.result).toEqual(trial.result);
    await memory.close();
  });
});
