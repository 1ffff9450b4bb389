import { AppError } from '../contract/errors.ts';
import { simulate } from '../sim/simulate.ts';
import type { Study } from '../sim/study/results.ts';
import type { Checkpoint, Executor } from './ports.ts';

export interface StudyRunOptions {
  readonly signal: AbortSignal;
  /** Called as work is done, with the share that is done (0..1, never falling) and what is being done. */
  onProgress(progress: number, label: string): void;
  /** Called with what the study could be taken up from, before it goes on. */
  onCheckpoint?(checkpoint: Checkpoint): Promise<void>;
}

/** Drives a study over an executor to its result. Rejects with `AppError('cancelled')` once the signal fires. */
export async function runStudy<Result>(
  study: Study<Result>,
  executor: Executor,
  { signal, onProgress, onCheckpoint }: StudyRunOptions,
): Promise<Result> {
  let reported = 0;
  let step = study.next();
  while (step.done !== true) {
    throwIfCancelled(signal);
    const { tasks, progress, until, label, checkpoint } = step.value;
    if (checkpoint !== undefined) await onCheckpoint?.({ progress, state: checkpoint });
    const report = (share: number): void => {
      reported = Math.max(reported, progress + (until - progress) * share);
      onProgress(reported, label);
    };
    report(0);
    try {
      const summaries = await executor.run(tasks, {
        signal,
        onProgress: report,
      });
      throwIfCancelled(signal);
      step = study.next(summaries);
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    }
  }
  return step.value;
}

/** Drives a study right here, replication by replication. For small ones: nothing else happens meanwhile. */
export function runStudySync<Result>(study: Study<Result>): Result {
  let step = study.next();
  while (step.done !== true) {
    step = study.next(
      step.value.tasks.map(({ scenario, seeds }) => seeds.map((seed) => simulate(scenario, seed))),
    );
  }
  return step.value;
}

function throwIfCancelled(signal: AbortSignal): void {
  if (!signal.aborted) return;
  if (signal.reason instanceof AppError) throw signal.reason;
  throw new AppError('cancelled', 'The run was cancelled', [], signal.reason);
}
