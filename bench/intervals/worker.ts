import { parentPort, workerData } from 'node:worker_threads';
import { cases } from './cases.ts';

/** Runs in a thread: for each seed and each case whether the interval covers, and by how much it is off. */
const { seeds } = workerData as { readonly seeds: readonly number[] };
const covered = cases.map(({ exact, interval }) =>
  seeds.reduce((count, seed) => {
    const [low, high] = interval(seed);
    return count + Number(low <= exact && exact <= high);
  }, 0),
);
// A port has no origin that could be named.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort!.postMessage(covered);
