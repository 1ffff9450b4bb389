import { type Comparison, compareNetwork } from './compare.ts';

/** Runs in each thread of the verification. */
export default function work(seed: number): Comparison[] {
  return compareNetwork(seed);
}
