import { beforeEach, describe, expect, it, vi } from 'vitest';
import { someTrial } from '../../../../fixtures/factories/results.ts';
import type { Api } from '../../../contract/api.ts';
import { AppError, type Issue } from '../../../contract/errors.ts';
import { withSettings } from '../../../sim/model/settings.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Trial } from '../../../sim/study/results.ts';
import { createJobs } from '../../app/jobs.ts';
import { nov8Scenario } from '../../testing/documents.ts';
import { createWhatIf, REST_MS, type WhatIf } from './store.ts';

/** Previews that are asked for and answered by hand. */
interface Asked {
  readonly users: number;
  answer(): void;
}

let asked: Asked[];
let issues: readonly Issue[];
let whatIf: WhatIf;
const opened = nov8Scenario();

function trialOf(users: number): Trial {
  return { ...someTrial(opened), users };
}

/** A backend of which only what these tests need is there. */
function backend(): Api {
  const api: Partial<Api> = {
    'scenario.get': async () => ({
      entry: { name: 'nov8', title: '', description: '', builtIn: true, version: 1, savedAt: null },
      scenario: opened,
      warnings: [],
    }),
    'run.list': async () => [],
    'scenario.check': async () => ({ warnings: [], issues }),
    'trial.preview': ({ scenario }) =>
      new Promise((resolve, reject) => {
        const { users } = (scenario as Scenario).run;
        asked.push({
          users,
          answer: () =>
            issues.length === 0
              ? resolve(trialOf(users))
              : reject(new AppError('invalid-input', 'wrong', issues)),
        });
      }),
    'trial.start': async () => ({ jobId: 'job' }),
    'job.cancel': async () => null,
  };
  return api as Api;
}

const settled = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);
const withUsers = (users: number): Scenario => withSettings(opened, { 'run.users': users });
const shownUsers = (): number | undefined => whatIf.store.getState().shown?.trial.users;
const phase = (): string => whatIf.store.getState().phase;

async function answerNext(): Promise<void> {
  asked.shift()!.answer();
  await settled();
}

beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  issues = [];
  whatIf = createWhatIf(backend(), createJobs(), () => {});
  void whatIf.open('nov8');
  await settled();
  await answerNext();
});

describe('a setting that moves', () => {
  it('asks for a preview at once', async () => {
    whatIf.edit(withUsers(150), 'run.users');
    expect(asked.map(({ users }) => users)).toEqual([150]);
    await answerNext();
    expect([shownUsers(), phase()]).toEqual([150, 'previewed']);
  });

  it('has one preview computed at a time, and the newest value after it', async () => {
    for (const users of [110, 120, 130]) whatIf.edit(withUsers(users), 'run.users');
    expect(asked.map(({ users }) => users)).toEqual([110]);
    await answerNext();
    // What was overtaken is shown on the way, as a preview.
    expect([shownUsers(), phase()]).toEqual([110, 'previewing']);
    expect(asked.map(({ users }) => users)).toEqual([130]);
    await answerNext();
    expect([shownUsers(), phase()]).toEqual([130, 'previewed']);
    expect(asked).toEqual([]);
  });

  it('is run precisely once it rests, and not before', async () => {
    whatIf.edit(withUsers(150), 'run.users');
    await answerNext();
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    expect(phase()).toBe('previewed');
    await vi.advanceTimersByTimeAsync(1);
    expect([phase(), whatIf.store.getState().jobId]).toEqual(['refining', 'job']);
  });

  it('says what is wrong with a value and simulates nothing further', async () => {
    issues = [{ path: 'run.users', message: 'is 0; accepted: >= 1' }];
    whatIf.edit(withUsers(0), 'run.users');
    await settled();
    await answerNext();
    expect([phase(), shownUsers()]).toEqual(['invalid', 100]);
    await vi.advanceTimersByTimeAsync(REST_MS * 2);
    expect(phase()).toBe('invalid');
  });
});

describe('another scenario', () => {
  it('that is opened drops what was being previewed', async () => {
    whatIf.edit(withUsers(110), 'run.users');
    whatIf.edit(withUsers(120), 'run.users');
    void whatIf.open('nov8');
    await settled();
    await answerNext();
    expect(asked.map(({ users }) => users)).toEqual([100]);
    await answerNext();
    expect([shownUsers(), phase()]).toEqual([100, 'previewed']);
  });
});
