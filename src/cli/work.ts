import type { JobKind } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import { type Answer, compute, keep } from '../services/answers.ts';
import type { CheckpointStore, Store } from '../services/ports.ts';
import { runStudy } from '../services/studyRunner.ts';
import type { Study } from '../sim/study/results.ts';
import type { Question } from '../services/questions.ts';
import { openStore } from '../storage/store.ts';
import type { Arguments } from './arguments.ts';
import type { CliHost } from './host.ts';
import { createProgressBar } from './progress.ts';

/**
 * Runs `action` with the store of `--db`, or else with the default one, if that can be opened: when not, it is said on
 * standard error and stops nobody from simulating. Throws `AppError('storage')` for a database that was named and cannot be
 * used.
 */
export async function withStore(
  args: Arguments,
  host: CliHost,
  action: (store: Store | null) => Promise<void>,
): Promise<void> {
  const named = args.text('db');
  const store =
    named === undefined ? await openOrComplain(host.defaultDatabase, host) : await openStore(named);
  try {
    await action(store);
  } finally {
    await store?.close();
  }
}

async function openOrComplain(file: string, host: CliHost): Promise<Store | null> {
  try {
    return await openStore(file);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    host.complain(`nothing is stored: ${error.message}`);
    return null;
  }
}

/** Computes on all cores with a progress bar. */
export async function work<Kind extends JobKind>(
  host: CliHost,
  question: Question<Kind>,
  checkpoints: CheckpointStore | null = null,
): Promise<Answer<Kind>> {
  const executor = host.createExecutor();
  const bar = createProgressBar(host.draw);
  try {
    const { signal } = host;
    return await compute(question, executor, { signal, onProgress: bar.update }, checkpoints);
  } finally {
    bar.clear();
    await executor.close();
  }
}

/** Drives a study that is no answer to be stored. */
export async function runOnly<Result>(host: CliHost, study: Study<Result>): Promise<Result> {
  const executor = host.createExecutor();
  const bar = createProgressBar(host.draw);
  try {
    return await runStudy(study, executor, { signal: host.signal, onProgress: bar.update });
  } finally {
    bar.clear();
    await executor.close();
  }
}

/** Stores what was computed, after it has been printed: a full disk does not take the answer away. */
export async function storeRun<Kind extends JobKind>(
  host: CliHost,
  to: Store | null,
  question: Question<Kind>,
  answer: Answer<Kind>,
): Promise<void> {
  if (to === null) return;
  try {
    await keep(to, question, answer);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    host.complain(`the run is not stored: ${error.message}`);
  }
}

/** One document, and nothing else. */
export function printJson(host: CliHost, document: object): void {
  host.write(`${JSON.stringify(document, null, 2)}\n`);
}
