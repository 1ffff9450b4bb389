import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api, Events, JobEnd, JobKind, JobProgress, StoredRun } from '../../contract/api.ts';
import { AppError } from '../../contract/errors.ts';

type Outcome = JobEnd['outcome'];
export type StoredRunOf<Kind extends JobKind> = Extract<StoredRun, { entry: { kind: Kind } }>;

export interface JobsState {
  /** Jobs that this page started and that still run. */
  readonly running: Readonly<Record<string, JobProgress>>;
}

export interface Jobs {
  readonly store: StoreApi<JobsState>;
  readonly events: Pick<Events, 'job.progress' | 'job.end'>;
  /**
   * Starts a job and waits for its stored result; null when it was cancelled.
   * `onStart` learns the id, for progress and cancelling.
   */
  run<Kind extends JobKind>(
    api: Api,
    kind: Kind,
    start: () => Promise<{ readonly jobId: string }>,
    onStart: (jobId: string) => void,
  ): Promise<StoredRunOf<Kind> | null>;
  /** The connection is gone, and with it the answers that were waited for. */
  abandonAll(): void;
}

/** Progress and ends of jobs, which the backend tells unasked, joined with the calls that started them. */
export function createJobs(): Jobs {
  const store = createStore<JobsState>(() => ({ running: {} }));
  const waiting = new Map<string, (outcome: Outcome) => void>();
  /** Ends that came before the answer to the call that started the job. */
  const early = new Map<string, Outcome>();

  const finish = (jobId: string, outcome: Outcome): void => {
    store.setState(({ running }) => {
      const { [jobId]: _ended, ...rest } = running;
      return { running: rest };
    });
    const resolve = waiting.get(jobId);
    if (resolve === undefined) early.set(jobId, outcome);
    else resolve(outcome);
    waiting.delete(jobId);
  };

  const ended = (jobId: string): Promise<Outcome> => {
    const outcome = early.get(jobId);
    early.delete(jobId);
    return outcome === undefined
      ? new Promise((resolve) => waiting.set(jobId, resolve))
      : Promise.resolve(outcome);
  };

  return {
    store,
    events: {
      'job.progress': (progress) =>
        store.setState(({ running }) => ({ running: { ...running, [progress.jobId]: progress } })),
      'job.end': ({ jobId, outcome }) => finish(jobId, outcome),
    },
    async run(api, kind, start, onStart) {
      const { jobId } = await start();
      onStart(jobId);
      const outcome = await ended(jobId);
      switch (outcome.status) {
        case 'cancelled':
          return null;
        case 'failed':
          throw new AppError('simulation', outcome.message);
        case 'done': {
          const stored = await api['run.get']({ id: outcome.runId });
          if (stored.entry.kind !== kind) {
            throw new AppError(
              'internal',
              `run ${outcome.runId} is a ${stored.entry.kind}, not a ${kind}`,
            );
          }
          return stored as StoredRunOf<typeof kind>;
        }
      }
    },
    abandonAll() {
      for (const jobId of [...waiting.keys()]) {
        finish(jobId, {
          status: 'failed',
          message: 'The connection was lost before this run ended.',
        });
      }
      store.setState({ running: {} });
    },
  };
}
