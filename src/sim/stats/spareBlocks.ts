/**
 * Blocks of numbers that one store no longer needs and the next one takes, among runs that follow each other. Touching
 * fresh memory for the first time may cost as much as simulating (docs/PERFORMANCE.md). What is in a block that is taken is left
 * from before.
 */
export class SpareBlocks {
  private readonly bySize = new Map<number, Float64Array[]>();

  /** A block of `size` numbers. */
  take(size: number): Float64Array {
    return this.bySize.get(size)?.pop() ?? new Float64Array(size);
  }

  /** Takes back the whole block that `part` is the beginning of; nobody may read or write it any more. */
  give(part: Float64Array): void {
    const block = new Float64Array(part.buffer);
    const same = this.bySize.get(block.length);
    if (same === undefined) this.bySize.set(block.length, [block]);
    else same.push(block);
  }
}
