import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { busyTicks, familyTicks, processTable } from './processTable.ts';

const TICKS_PER_S = 100;

/** Starts to count; the answer says how many cores others than the processes `roots` and their descendants have used since. */
export function watchOtherWork(roots: readonly number[]): () => number {
  const others = (): number =>
    busyTicks(readFileSync('/proc/stat', 'utf8')) - familyTicks(processTable(), roots);
  const before = others();
  const begun = performance.now();
  return () => {
    const seconds = (performance.now() - begun) / 1000;
    return Math.max(0, (others() - before) / TICKS_PER_S / seconds);
  };
}
