import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  nov8Report,
  someCalibration,
  someGap,
  someScenario,
  someTrial,
} from '../fixtures/factories/results.ts';
import { type Backend, createBackend } from './backend.ts';
import type { Events, ImportProgress, JobEnd, JobProgress, ReportFile } from './contract/api.ts';
import { builtInScenario } from './services/builtIns.ts';
import { engineVersion } from './services/engineVersion.ts';
import { inlineExecutor } from './services/inlineExecutor.ts';
import type { Executor } from './services/ports.ts';
import { openStore } from './storage/store.ts';

const hostInfo = { host: 'browser', version: '0.1.0', cores: 2 } as const;
const scenario = someScenario();

let folder: string;
let databaseFile: string;
let backend: Backend;
let events: {
  readonly name: keyof Events;
  readonly payload: JobProgress | JobEnd | ImportProgress;
}[];

async function start(executor: Executor = inlineExecutor): Promise<Backend> {
  return createBackend({
    databaseFile,
    executor,
    emit: (name, payload) => void events.push({ name, payload }),
    hostInfo,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-backend-'));
  databaseFile = join(folder, 'plimsoll.db');
  events = [];
  backend = await start();
});
afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

async function restart(executor?: Executor): Promise<void> {
  await backend.close();
  backend = await start(executor);
}

async function ended(jobId: string): Promise<JobEnd> {
  for (let i = 0; i < 20_000; i++) {
    const event = events.find(
      ({ name, payload }) => name === 'job.end' && (payload as JobEnd).jobId === jobId,
    );
    if (event !== undefined) return event.payload as JobEnd;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the job did not end');
}

/** Never answers; rejects when it is cancelled, as a pool of threads does. */
const stuck: Executor = {
  run: (_, { signal }) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    ),
};
const unavailable: Executor = { run: () => Promise.reject(new Error('nothing may be simulated')) };

describe('scenarios', () => {
  it('that are built in and that the user has saved are listed together', async () => {
    await backend.handlers['scenario.save']({ scenario });
    const entries = await backend.handlers['scenario.list']({});
    expect(entries).toContainEqual(
      expect.objectContaining({ name: 'nov8', builtIn: true, savedAt: null }),
    );
    expect(entries.at(-1)).toMatchObject({ name: 'mine', builtIn: false, version: 1 });
  });

  it('are found again when the host is started again, each version of them', async () => {
    await backend.handlers['scenario.save']({ scenario });
    const changed = someScenario({ 'web.cpu_cores': 8 });
    await backend.handlers['scenario.save']({ scenario: changed });
    await restart();
    expect((await backend.handlers['scenario.get']({ name: 'mine' })).scenario).toEqual(changed);
    expect((await backend.handlers['scenario.get']({ name: 'mine', version: 1 })).scenario).toEqual(
      scenario,
    );
    const { entry, warnings } = await backend.handlers['scenario.get']({ name: 'nov8' });
    expect(entry.builtIn).toBe(true);
    expect(warnings.map(({ path }) => path)).toContain('run.users');
  });

  it('that come with Plimsoll are never changed or deleted', async () => {
    const nov8 = builtInScenario('nov8')!;
    const refused = { code: 'conflict', issues: [{ path: 'name' }] };
    await expect(backend.handlers['scenario.save']({ scenario: nov8 })).rejects.toMatchObject(
      refused,
    );
    await expect(backend.handlers['scenario.delete']({ name: 'nov8' })).rejects.toMatchObject(
      refused,
    );
  });

  it('can be deleted, and are then not found, with what there is instead', async () => {
    await backend.handlers['scenario.save']({ scenario });
    await backend.handlers['scenario.delete']({ name: 'mine' });
    await expect(backend.handlers['scenario.get']({ name: 'mine' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(
        /^scenario mine is not in the library; accepted: nov8/,
      ) as string,
    });
    await expect(backend.handlers['scenario.delete']({ name: 'mine' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(backend.handlers['scenario.get']({ name: 'nov8', version: 2 })).rejects.toThrow(
      'scenario nov8, version 2,',
    );
  });

  it('are checked without being stored: faults by path, and warnings where there are none', async () => {
    const faulty = { ...scenario, run: { ...scenario.run, users: -1 } };
    expect(await backend.handlers['scenario.check']({ scenario: faulty })).toEqual({
      warnings: [],
      issues: [{ path: 'run.users', message: expect.stringContaining('is -1') as string }],
    });
    const future = { ...scenario, version: 2 };
    const { issues: tooNew } = await backend.handlers['scenario.check']({ scenario: future });
    expect(tooNew).toHaveLength(1);
    const { warnings, issues } = await backend.handlers['scenario.check']({ scenario });
    expect(issues).toEqual([]);
    expect(warnings.map(({ path }) => path)).toContain('django.CONN_MAX_AGE');
    await expect(backend.handlers['scenario.save']({ scenario: faulty })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect((await backend.handlers['scenario.list']({})).every(({ builtIn }) => builtIn)).toBe(
      true,
    );
  });
});

describe('the measurement', () => {
  it('comes with its autopsy and with what to beware of', async () => {
    const { measurement, autopsy, remarks } = await backend.handlers['measurement.get']({
      name: 'nov8',
    });
    expect(measurement).toEqual(nov8Report());
    expect([autopsy.capacity.count, autopsy.functional.count]).toEqual([42, 238]);
    expect(remarks.length).toBeGreaterThan(5);
    await expect(backend.handlers['measurement.get']({ name: 'nov9' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a job', () => {
  it('answers with its id at once, reports progress, ends, and is a stored run', async () => {
    const { jobId } = await backend.handlers['trial.start']({ scenario, replications: 4, seed: 5 });
    expect(events).toEqual([]);
    const end = await ended(jobId);
    expect(events[0]).toMatchObject({
      name: 'job.progress',
      payload: { jobId, kind: 'trial', progress: 0 },
    });
    expect(end).toMatchObject({ kind: 'trial', outcome: { status: 'done' } });
    const runId = end.outcome.status === 'done' ? end.outcome.runId : '';
    await restart(unavailable);
    const run = await backend.handlers['run.get']({ id: runId });
    expect(run).toEqual(await backend.handlers['run.latest']({ kind: 'trial' }));
    expect(run.entry).toMatchObject({ kind: 'trial', scenario: 'mine', users: 12, seed: 5 });
    expect(run.scenario).toEqual(scenario);
    expect(run.result).toMatchObject({ format: 'plimsoll.trial', replications: 4, seed: 5 });
    expect(await backend.handlers['run.list']({ kind: 'trial' })).toEqual([run.entry]);
    expect(await backend.handlers['run.list']({ kind: 'gap' })).toEqual([]);
  });

  it('reports progress about ten times a second, however often there is some', async () => {
    const busy: Executor = {
      async run(tasks, options) {
        for (let done = 0; done < 2000; done++) options.onProgress(done / 2000);
        return inlineExecutor.run(tasks, options);
      },
    };
    await restart(busy);
    const begun = performance.now();
    await ended(
      (await backend.handlers['trial.start']({ scenario, replications: 2, seed: 1 })).jobId,
    );
    const reports = events.filter(({ name }) => name === 'job.progress');
    expect(reports.length).toBeLessThanOrEqual(1 + (performance.now() - begun) / 100);
  });

  it('can be cancelled, and leaves nothing behind', async () => {
    await restart(stuck);
    const { jobId } = await backend.handlers['gap.start']({ scenario, targetUsers: 50, seed: 1 });
    await backend.handlers['job.cancel']({ jobId });
    expect((await ended(jobId)).outcome).toEqual({ status: 'cancelled' });
    expect(await backend.handlers['run.list']({})).toEqual([]);
    await backend.handlers['job.cancel']({ jobId });
  });

  it('is cancelled when the backend closes', async () => {
    await restart(stuck);
    const { jobId } = await backend.handlers['trial.start']({ scenario, replications: 4, seed: 5 });
    await backend.close();
    expect((await ended(jobId)).outcome).toEqual({ status: 'cancelled' });
  });

  it('that fails for a reason of ours tells a number for the log, not the reason', async () => {
    await restart(unavailable);
    const logged: unknown[][] = [];
    const { error } = console;
    console.error = (...entry: unknown[]) => void logged.push(entry);
    const { jobId } = await backend.handlers['trial.start']({ scenario, replications: 4, seed: 5 });
    const { outcome } = await ended(jobId);
    console.error = error;
    expect(outcome).toMatchObject({ status: 'failed' });
    const id = /log id ([0-9a-f]{8})/.exec(JSON.stringify(outcome))![1];
    expect(JSON.stringify(outcome)).not.toContain('simulated');
    expect(logged).toEqual([[`[${id}]`, new Error('nothing may be simulated')]]);
  });

  it('does not start for a scenario that is not sound', async () => {
    const faulty = { ...scenario, run: { ...scenario.run, users: 0 } };
    await expect(
      backend.handlers['gap.start']({ scenario: faulty, targetUsers: 50, seed: 1 }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'run.users' }],
    });
  });
});

describe('a calibration', () => {
  it('that was made before is answered from the store', async () => {
    await backend.close();
    const nov8 = builtInScenario('nov8')!;
    const store = await openStore(databaseFile);
    const { id } = await store.runs.save({
      kind: 'calibration',
      scenario: nov8,
      users: 100,
      seed: 1,
      measurement: nov8Report(),
      engine: engineVersion(),
      elapsedMs: 1,
      result: someCalibration(nov8),
    });
    await store.close();
    backend = await start(unavailable);
    const { jobId } = await backend.handlers['calibration.start']({ measurement: 'nov8', seed: 1 });
    expect(events).toEqual([]);
    expect((await ended(jobId)).outcome).toEqual({ status: 'done', runId: id });
  });

  it('says how far it got when it was stopped', async () => {
    const asked = { measurement: 'nov8', seed: 1 };
    expect(await backend.handlers['calibration.unfinished'](asked)).toBeNull();
    const { jobId } = await backend.handlers['calibration.start'](asked);
    await vi.waitUntil(() => backend.handlers['calibration.unfinished'](asked));
    await backend.handlers['job.cancel']({ jobId });
    expect((await ended(jobId)).outcome).toEqual({ status: 'cancelled' });
    expect(await backend.handlers['calibration.unfinished'](asked)).toMatchObject({ progress: 0 });
  });

  it('of an unknown measurement is refused', async () => {
    await expect(
      backend.handlers['calibration.start']({ measurement: 'nov9', seed: 1 }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a preview', () => {
  it('is a trial of a few replications that nobody stores', async () => {
    const preview = await backend.handlers['trial.preview']({ scenario, seed: 1 });
    expect(preview).toEqual(someTrial(scenario, 1));
    expect(await backend.handlers['run.list']({})).toEqual([]);
  });

  it('gives way to a newer one', async () => {
    const first = backend.handlers['trial.preview']({ scenario, seed: 1 });
    const second = backend.handlers['trial.preview']({ scenario, seed: 2 });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect((await second).seed).toBe(2);
  });
});

describe('the backend', () => {
  it('says who it is', async () => {
    expect(await backend.handlers['host.info']({})).toEqual({
      ...hostInfo,
      database: databaseFile,
    });
  });

  it('does not start on a file that is no database of ours', async () => {
    const foreign = join(folder, 'notes.txt');
    writeFileSync(foreign, 'not a database');
    databaseFile = foreign;
    await expect(start()).rejects.toMatchObject({ code: 'storage' });
  });

  it('finds a stored gap whole', async () => {
    await backend.close();
    const store = await openStore(databaseFile);
    const result = someGap(scenario);
    const run = {
      kind: 'gap',
      scenario,
      users: 50,
      seed: 1,
      measurement: null,
      engine: 'e',
      elapsedMs: 3,
    } as const;
    await store.runs.save({ ...run, result });
    await store.close();
    backend = await start(unavailable);
    expect((await backend.handlers['run.latest']({ kind: 'gap' }))!.result).toEqual(result);
    await expect(backend.handlers['run.get']({ id: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('makes the report of a stored gap, and of nothing else', async () => {
    const { jobId } = await backend.handlers['gap.start']({ scenario, targetUsers: 50, seed: 1 });
    const { outcome } = await ended(jobId);
    if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
    const make = (runId: string, format: 'html' | 'markdown'): Promise<ReportFile> =>
      backend.handlers['report.make']({ runId, format });
    expect(await make(outcome.runId, 'markdown')).toMatchObject({
      fileName: `capacity-${scenario.name}.md`,
      mediaType: 'text/markdown',
      text: expect.stringMatching(/^# Capacity report: /) as string,
    });
    expect((await make(outcome.runId, 'html')).text).toMatch(/^<!doctype html>/);
    await expect(make('x', 'html')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('imports', () => {
  const report = readFileSync(new URL('../fixtures/nov8/report.md', import.meta.url));
  const uploaded = (name: string, content: Buffer | string) => ({
    name,
    from: { base64: Buffer.from(content).toString('base64') },
  });

  it('say what files say, store nothing by themselves, and are stored whole', async () => {
    const { files, measured } = await backend.handlers['import.preview']({
      importId: 'one',
      files: [uploaded('friday.md', report)],
      given: {},
    });
    expect(files[0]).toMatchObject({ name: 'friday.md', reader: 'markdown-report' });
    expect(measured?.autopsy.capacity.count).toBe(42);
    expect(await backend.handlers['measurement.list']({})).toHaveLength(1);

    const saved = await backend.handlers['import.save']({ measurement: measured!.measurement });
    expect(saved).toEqual({ name: 'friday' });
    await restart();
    expect(await backend.handlers['measurement.list']({})).toMatchObject([
      { name: 'nov8', builtIn: true, savedAt: null },
      { name: 'friday', title: 'Load test of 8 November 2025', builtIn: false },
    ]);
    const again = await backend.handlers['measurement.get']({ name: 'friday' });
    expect(again.measurement).toEqual(measured!.measurement);
  });

  it('put the settings found into a scenario of its own', async () => {
    const settings = [{ path: 'postgres.max_connections', value: 200, source: 'x.conf:3' }];
    const saved = await backend.handlers['import.scenario']({
      base: 'nov8',
      name: 'ours',
      settings,
    });
    expect(saved).toMatchObject({ name: 'ours', version: 1 });
    const { scenario: ours } = await backend.handlers['scenario.get']({ name: 'ours' });
    expect(ours.postgres.max_connections).toBe(200);
    expect(ours.provenance['postgres.max_connections']).toEqual({
      kind: 'measured',
      source: 'x.conf:3',
    });
    const unknown = [{ path: 'postgres.max', value: 200, source: 'x.conf:3' }];
    await expect(
      backend.handlers['import.scenario']({ base: 'nov8', name: 'ours', settings: unknown }),
    ).rejects.toThrow('postgres.max: is unknown');
  });

  it('refuse what contradicts itself, the name of a built-in one, and paths from a browser', async () => {
    const { handlers } = backend;
    await expect(
      handlers['import.save']({ measurement: { ...nov8Report(), name: 'x', rows: [] } }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(handlers['import.save']({ measurement: nov8Report() })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      handlers['import.preview']({
        importId: 'one',
        files: [{ name: 'passwd', from: { path: '/etc/passwd' } }],
        given: {},
      }),
    ).rejects.toThrow('passwd: comes by a path; accepted here: the bytes of the file');
    await expect(
      handlers['import.preview']({
        importId: 'one',
        files: [{ name: 'x', from: { base64: '!' } }],
        given: {},
      }),
    ).rejects.toThrow('x: is no base64');
  });

  it('of large files by their path have progress and can be cancelled', async () => {
    await backend.close();
    backend = await createBackend({
      databaseFile,
      executor: inlineExecutor,
      emit: (name, payload) => void events.push({ name, payload }),
      hostInfo: { ...hostInfo, host: 'electron' },
    });
    const file = join(folder, 'large.jtl');
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `${1_795_647_600_000 + i},5,Home,200,true\n`,
    );
    const header = 'timeStamp,elapsed,label,responseCode,success\n';
    writeFileSync(file, header + rows.join('').repeat(10));
    const reading = backend.handlers['import.preview']({
      importId: 'large',
      files: [{ name: 'large.jtl', from: { path: file } }],
      given: { users: 10 },
    });
    await vi.waitFor(() => expect(events.map(({ name }) => name)).toContain('import.progress'));
    await backend.handlers['import.cancel']({ importId: 'large' });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
