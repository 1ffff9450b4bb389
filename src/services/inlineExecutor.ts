import { setImmediate as turn } from 'node:timers/promises';
import { simulate } from '../sim/simulate.ts';
import type { RunSummary } from '../sim/study/results.ts';
import type { Executor } from './ports.ts';

/** Runs replications one by one in this thread, letting others have a turn after each. */
export const inlineExecutor: Executor = {
  async run(tasks, { signal, onProgress }) {
    const total = tasks.reduce((sum, { seeds }) => sum + seeds.length, 0);
    let done = 0;
    const results: RunSummary[][] = [];
    for (const { scenario, seeds } of tasks) {
      const summaries: RunSummary[] = [];
      for (const seed of seeds) {
        summaries.push(simulate(scenario, seed));
        onProgress(++done / total);
        await turn();
        signal.throwIfAborted();
      }
      results.push(summaries);
    }
    return results;
  },
};
