import type { ReplicationTask, RunSummary, Study } from './results.ts';

/**
 * Studies side by side: in each round the batches of all that are still going are asked for together, so that all cores have
 * work. Results come in the order of `studies`. `label` names the whole.
 */
export function* inParallel<Result>(
  studies: readonly Study<Result>[],
  label: string,
): Study<Result[]> {
  const results: Result[] = [];
  const steps = studies.map((study) => study.next());
  for (;;) {
    const tasks: ReplicationTask[] = [];
    let progress = 0;
    let until = 0;
    for (const [i, step] of steps.entries()) {
      if (step.done === true) {
        results[i] = step.value;
        progress += 1 / studies.length;
        until += 1 / studies.length;
      } else {
        tasks.push(...step.value.tasks);
        progress += step.value.progress / studies.length;
        until += step.value.until / studies.length;
      }
    }
    if (steps.every((step) => step.done === true)) return results;
    const summaries: readonly (readonly RunSummary[])[] = yield {
      tasks,
      progress,
      until,
      label,
    };
    let at = 0;
    for (const [i, step] of steps.entries()) {
      if (step.done === true) continue;
      const mine = summaries.slice(at, at + step.value.tasks.length);
      at += step.value.tasks.length;
      steps[i] = studies[i]!.next(mine);
    }
  }
}
