import { BINS, binOf } from './logHistogram.ts';

/**
 * Values >= 0 of which a few ranks are asked: they are put into bins at once, and into order only in the bins that are looked
 * at, which takes a small part of the time of sorting them all.
 */
export class LazyOrder {
  /** All of them; each bin is where it belongs. */
  readonly values: Float64Array;
  /** Where each bin begins, and whether it is in order; null where all is. */
  private readonly bins: { readonly starts: Uint32Array; readonly ordered: Uint8Array } | null;

  /** Copies the values of all `blocks`. */
  constructor(blocks: readonly Float64Array[]) {
    this.values = new Float64Array(blocks.reduce((sum, { length }) => sum + length, 0));
    if (this.values.length <= BINS) {
      let filled = 0;
      for (const block of blocks) {
        this.values.set(block, filled);
        filled += block.length;
      }
      this.values.sort();
      this.bins = null;
      return;
    }
    const starts = new Uint32Array(BINS + 1);
    for (const block of blocks) {
      for (let i = 0; i < block.length; i++) starts[binOf(block[i]!) + 1]!++;
    }
    for (let bin = 0; bin < BINS; bin++) starts[bin + 1]! += starts[bin]!;
    const free = starts.slice();
    for (const block of blocks) {
      for (let i = 0; i < block.length; i++) this.values[free[binOf(block[i]!)]!++] = block[i]!;
    }
    this.bins = { starts, ordered: new Uint8Array(BINS) };
  }

  /** The value of a rank, 0 (the least) .. values.length - 1. */
  at(rank: number): number {
    if (this.bins !== null) this.order(binOf(this.values[rank]!), this.bins);
    return this.values[rank]!;
  }

  /** How many values are below `value`. */
  below(value: number): number {
    const bin = binOf(value);
    let low = this.bins?.starts[bin] ?? 0;
    for (let high = this.bins?.starts[bin + 1] ?? this.values.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private order(bin: number, { starts, ordered }: NonNullable<LazyOrder['bins']>): void {
    if (ordered[bin] === 1) return;
    this.values.subarray(starts[bin], starts[bin + 1]).sort();
    ordered[bin] = 1;
  }
}
