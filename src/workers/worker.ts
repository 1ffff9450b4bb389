import { simulate } from '../sim/simulate.ts';
import type { RunSummary } from '../sim/study/results.ts';
import { CANCELLED, THOUSANDTHS, type WorkOrder, type WorkResult } from './protocol.ts';

/** What ends a replication that nobody wants any more. */
const UNWANTED = new Error('cancelled');

/** Runs in each thread of the pool. */
export default function work({ scenario, seeds, board, place }: WorkOrder): WorkResult {
  const summaries: RunSummary[] = [];
  const advance = (share: number): void => {
    if (Atomics.load(board, CANCELLED) !== 0) throw UNWANTED;
    Atomics.store(board, place, Math.floor((summaries.length + share) * THOUSANDTHS));
  };
  for (const seed of seeds) {
    try {
      advance(0);
      summaries.push(simulate(scenario, seed, undefined, advance));
    } catch (error) {
      if (error === UNWANTED) break;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { summaries, failure: { seed, error: text } };
    }
  }
  return { summaries, failure: null };
}
