import { performance } from 'node:perf_hooks';
import type { JobKind, JobResults, RunEntry } from '../contract/api.ts';
import { engineVersion } from './engineVersion.ts';
import type { Executor, RunQuestion, Store, StoredRunOf } from './ports.ts';
import type { Question } from './questions.ts';
import { runStudy, type StudyRunOptions } from './studyRunner.ts';

/** A result and the ms that it took. */
export interface Answer<Kind extends JobKind> {
  readonly result: JobResults[Kind];
  readonly elapsedMs: number;
}

export async function compute<Kind extends JobKind>(
  question: Question<Kind>,
  executor: Executor,
  options: StudyRunOptions,
): Promise<Answer<Kind>> {
  const begun = performance.now();
  const result = await runStudy(question.study(), executor, options);
  return { result, elapsedMs: performance.now() - begun };
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
