import type { ReplicationTask } from '../sim/study/results.ts';

/** Consecutive replications of one task, small enough to be cancelled and to keep all threads busy. */
export interface Chunk {
  readonly task: number;
  /** Place of the first seed among those of its task. */
  readonly first: number;
  readonly seeds: readonly number[];
}

/** With more than this many chunks for each thread, sending them costs more than it levels the load. */
const CHUNKS_PER_THREAD = 8;
/** More replications than this in one chunk make progress and cancelling sluggish. */
const MOST_REPLICATIONS = 4;

/** Cuts tasks into chunks, in order. */
export function chunks(tasks: readonly ReplicationTask[], threads: number): Chunk[] {
  const total = tasks.reduce((sum, { seeds }) => sum + seeds.length, 0);
  const size = Math.min(MOST_REPLICATIONS, Math.ceil(total / (threads * CHUNKS_PER_THREAD)));
  return tasks.flatMap(({ seeds }, task) =>
    Array.from({ length: Math.ceil(seeds.length / size) }, (_, i) => ({
      task,
      first: i * size,
      seeds: seeds.slice(i * size, (i + 1) * size),
    })),
  );
}
