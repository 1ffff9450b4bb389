import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Events, JobEnd, JobKind } from '../contract/api.ts';
import { AppError, publicFailure } from '../contract/errors.ts';
import { compute, keep, recall } from './answers.ts';
import type { Executor, Store } from './ports.ts';
import type { Question } from './questions.ts';

/** Tells whoever listens of an event. */
export type Emit = <Event extends keyof Events>(
  event: Event,
  ...args: Parameters<Events[Event]>
) => void;

/** ms between two reports of progress. */
const REPORT_EVERY = 100;

/** Long work: started, followed by events, cancelled. */
export interface Jobs {
  /** Returns at once; `job.progress` and in the end `job.end` follow. A finished job is a stored run. */
  start<Kind extends JobKind>(question: Question<Kind>): { readonly jobId: string };
  /** Does nothing to a job that has ended. */
  cancel(jobId: string): void;
  /** Cancels all jobs and waits for them. */
  close(): Promise<void>;
}

export function createJobs(executor: Executor, store: Store, emit: Emit): Jobs {
  const running = new Map<
    string,
    { readonly controller: AbortController; readonly done: Promise<void> }
  >();
  return {
    start(question) {
      const jobId = randomUUID();
      const controller = new AbortController();
      const done = run(jobId, question, controller.signal).finally(() => running.delete(jobId));
      running.set(jobId, { controller, done });
      return { jobId };
    },
    cancel: (jobId) => running.get(jobId)?.controller.abort(),
    async close() {
      const jobs = [...running.values()];
      for (const { controller } of jobs) controller.abort();
      await Promise.all(jobs.map(({ done }) => done));
    },
  };

  async function run<Kind extends JobKind>(
    jobId: string,
    question: Question<Kind>,
    signal: AbortSignal,
  ): Promise<void> {
    const { kind } = question;
    // The caller learns the job's id before its first event.
    await turn();
    let outcome: JobEnd['outcome'];
    try {
      outcome = { status: 'done', runId: await answered(jobId, question, signal) };
    } catch (error) {
      outcome =
        error instanceof AppError && error.code === 'cancelled'
          ? { status: 'cancelled' }
          : { status: 'failed', message: publicFailure(error).message };
    }
    emit('job.end', { jobId, kind, outcome });
  }

  /** Id of the run that answers the question. */
  async function answered<Kind extends JobKind>(
    jobId: string,
    question: Question<Kind>,
    signal: AbortSignal,
  ): Promise<string> {
    const { kind } = question;
    // A calibration takes minutes and is asked for again with each look at a measurement.
    if (kind === 'calibration') {
      const known = await recall(store, question);
      if (known !== null) return known.entry.id;
    }
    let reportedAt = -Infinity;
    const onProgress = (progress: number, label: string): void => {
      const now = performance.now();
      if (now - reportedAt < REPORT_EVERY) return;
      reportedAt = now;
      emit('job.progress', { jobId, kind, progress, label });
    };
    const answer = await compute(question, executor, { signal, onProgress }, store.checkpoints);
    return (await keep(store, question, answer)).id;
  }
}
