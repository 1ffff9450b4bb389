import { performance } from 'node:perf_hooks';
import type { JobKind, JobResults, RunEntry } from '../contract/api.ts';
import { engineVersion } from './engineVersion.ts';
import type { CheckpointStore, Executor, RunQuestion, Store, StoredRunOf } from './ports.ts';
import type { Question } from './questions.ts';
import { runStudy, type StudyRunOptions } from './studyRunner.ts';

/** A result and the ms that it took. */
export interface Answer<Kind extends JobKind> {
  readonly result: JobResults[Kind];
  readonly elapsedMs: number;
}

/**
 * Answers a question. With `checkpoints` a study that says where it stands is kept there, and taken up from where an earlier
 * one of the same question was stopped.
 */
export async function compute<Kind extends JobKind>(
  question: Question<Kind>,
  executor: Executor,
  options: Omit<StudyRunOptions, 'onCheckpoint'>,
  checkpoints: CheckpointStore | null = null,
): Promise<Answer<Kind>> {
  const begun = performance.now();
  const key = storedAs(question);
  const known = (await checkpoints?.read(key)) ?? null;
  const result = await runStudy(question.study(known?.state), executor, {
    ...options,
    onCheckpoint: async (checkpoint) => checkpoints?.save(key, checkpoint),
  });
  await checkpoints?.delete(key);
  return { result, elapsedMs: performance.now() - begun };
}

/** Makes the next study of the question begin at its beginning. */
export async function forget(store: Store, question: Question): Promise<void> {
  await store.checkpoints.delete(storedAs(question));
}

/** How far a study of the question got that was stopped, or whose process ended; null: it would begin at its beginning. */
export async function unfinished(
  store: Store,
  question: Question,
): Promise<{ readonly progress: number; readonly savedAt: string } | null> {
  const checkpoint = await store.checkpoints.read(storedAs(question));
  return checkpoint === null
    ? null
    : { progress: checkpoint.progress, savedAt: checkpoint.savedAt };
}

export function keep<Kind extends JobKind>(
  store: Store,
  question: Question<Kind>,
  answer: Answer<Kind>,
): Promise<RunEntry> {
  return store.runs.save({ ...storedAs(question), ...answer });
}

/** The newest run that has answered the same question before; with `anySeed`, from whatever random numbers. */
export function recall<Kind extends JobKind>(
  store: Store,
  question: Question<Kind>,
  { anySeed = false } = {},
): Promise<StoredRunOf<Kind> | null> {
  const stored = storedAs(question);
  return store.runs.find({ ...stored, seed: anySeed ? null : stored.seed });
}

function storedAs<Kind extends JobKind>(question: Question<Kind>): RunQuestion<Kind> {
  const { kind, scenario, users, seed, measurement } = question;
  return { kind, scenario, users, seed, measurement, engine: engineVersion() };
}
