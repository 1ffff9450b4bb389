import { simulate } from '../sim/simulate.ts';
import type { RunSummary } from '../sim/study/results.ts';
import type { WorkOrder, WorkResult } from './protocol.ts';

/** Runs in each thread of the pool. */
export default function work({ scenario, seeds, cancelled }: WorkOrder): WorkResult {
  const summaries: RunSummary[] = [];
  for (const seed of seeds) {
    if (Atomics.load(cancelled, 0) !== 0) break;
    try {
      summaries.push(simulate(scenario, seed));
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { summaries, failure: { seed, error: text } };
    }
  }
  return { summaries, failure: null };
}
