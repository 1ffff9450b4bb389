import { LazyOrder } from './lazyOrder.ts';
import { LogHistogram } from './logHistogram.ts';
import { quantileByRank } from './quantile.ts';
import { SpareBlocks } from './spareBlocks.ts';

/** Values that a store keeps one by one unless told otherwise: 8 MB. */
export const MOST_KEPT = 1_000_000;
/** Values in the first block and at most in later ones, which have as many as there are already: fewer blocks, less to collect. */
const FIRST_BLOCK = 256;
const LARGEST_BLOCK = 262_144;
/** Values that are counted at once when they are no longer kept. */
const COUNTED_BLOCK = 8192;
const NO_BLOCK = new Float64Array(0);

/**
 * Quantiles of values >= 0 in bounded memory, mergeable. Up to `mostKept` values are kept one by one, and their quantiles are
 * exact: interpolated between order statistics as in `quantile.ts` (Hyndman and Fan, definition 7). Beyond, they are counted
 * in a `LogHistogram`, whose quantiles are off by at most 0.4 % between 1e-9 and 1e6. Zeros that come by `addZeros` are only
 * counted, whatever their number. Blocks come from `spare` and go back there.
 */
export class QuantileStore {
  private readonly mostKept: number;
  private readonly spare: SpareBlocks;
  /** Where values go first, `used` of them so far. */
  private block: Float64Array = NO_BLOCK;
  private used = 0;
  private zeros = 0;
  /** Full blocks with `inFull` values. They are not written again: stores that were merged share them, and none gives them back. */
  private full: Float64Array[] = [];
  private shared = false;
  private inFull = 0;
  /** Of all values, since their ranks were asked; then they are one full block, and there is no other. */
  private order: LazyOrder | null = null;
  /** Takes what is in blocks from the moment on when there are too many. */
  private sketch: LogHistogram | null = null;

  constructor(mostKept = MOST_KEPT, spare = new SpareBlocks()) {
    this.mostKept = mostKept;
    this.spare = spare;
  }

  get n(): number {
    return this.inFull + this.used + this.zeros + (this.sketch?.n ?? 0);
  }

  /** Values that are kept one by one. */
  get kept(): number {
    return this.exact ? this.inFull + this.used : 0;
  }

  /** Whether quantiles are exact. */
  get exact(): boolean {
    return this.sketch === null;
  }

  // On the hottest path of the laboratory: small enough to be inlined.
  add(value: number): void {
    if (this.used === this.block.length) this.makeRoom();
    this.block[this.used++] = value;
  }

  /** Counts `times` zeros at once. */
  addZeros(times: number): void {
    this.zeros += times;
  }

  merge(other: QuantileStore): void {
    if (this.exact && other.exact && this.kept + other.kept <= this.mostKept) {
      this.closeBlock();
      this.full.push(...other.full, other.block.slice(0, other.used));
      this.inFull += other.kept;
      this.shared = other.shared = true;
      this.zeros += other.zeros;
    } else {
      this.counts().merge(other.exact ? other.countInto(new LogHistogram()) : other.counts());
    }
  }

  /** Begins anew, exact. */
  clear(): void {
    this.empty();
    this.dropBlock();
    this.sketch = null;
  }

  /** Counts the values in bins from now on, if that takes less memory than they do; leaves no room for more. */
  compact(): void {
    if (this.exact && this.kept * Float64Array.BYTES_PER_ELEMENT <= LogHistogram.BYTES) return;
    this.counts();
    this.dropBlock();
  }

  /** Quantile `p` (0..1); null without a value. */
  quantile(p: number): number | null {
    if (!this.exact) return this.counts().quantile(p);
    const { zeros } = this;
    const order = this.inOrder();
    return quantileByRank(this.n, (rank) => (rank < zeros ? 0 : order.at(rank - zeros)), p);
  }

  /** Quantile `p` (0..1) of what is left without `part`, which must have been merged before; null where nothing is left. */
  quantileWithout(part: QuantileStore, p: number): number | null {
    if (!this.exact) {
      const all = this.counts();
      const out = part.exact ? part.countInto(new LogHistogram()) : part.counts();
      all.subtract(out);
      const left = all.quantile(p);
      all.merge(out);
      return left;
    }
    const zeros = this.zeros - part.zeros;
    const all = this.inOrder();
    const out = part.inOrder();
    return quantileByRank(
      this.n - part.n,
      (rank) => (rank < zeros ? 0 : all.at(rankBefore(all, out, rank - zeros))),
      p,
    );
  }

  private makeRoom(): void {
    const room = this.mostKept - this.kept;
    if (this.exact && room > 0) {
      this.closeBlock();
      const size = Math.min(Math.max(FIRST_BLOCK, this.inFull), LARGEST_BLOCK, room);
      this.block = this.spare.take(size);
    } else {
      this.counts();
      if (this.block.length < COUNTED_BLOCK) {
        this.dropBlock();
        this.block = this.spare.take(COUNTED_BLOCK);
      }
    }
  }

  private closeBlock(): void {
    if (this.used > 0) this.full.push(this.block.subarray(0, this.used));
    this.inFull += this.used;
    this.block = NO_BLOCK;
    this.used = 0;
    this.order = null;
  }

  /** All counted: from now on nothing is kept one by one. */
  private counts(): LogHistogram {
    this.sketch = this.countInto(this.sketch ?? new LogHistogram());
    this.empty();
    return this.sketch;
  }

  private countInto(histogram: LogHistogram): LogHistogram {
    histogram.addZeros(this.zeros);
    for (const block of this.blocks()) {
      for (let i = 0; i < block.length; i++) histogram.add(block[i]!);
    }
    return histogram;
  }

  private empty(): void {
    this.used = 0;
    this.zeros = 0;
    this.dropFull();
    this.inFull = 0;
    this.order = null;
  }

  private dropFull(): void {
    if (!this.shared) for (const block of this.full) this.spare.give(block);
    this.full = [];
    this.shared = false;
  }

  private dropBlock(): void {
    if (this.block !== NO_BLOCK) this.spare.give(this.block);
    this.block = NO_BLOCK;
  }

  private blocks(): readonly Float64Array[] {
    return [...this.full, this.block.subarray(0, this.used)];
  }

  private inOrder(): LazyOrder {
    if (this.order !== null) return this.order;
    const order = new LazyOrder(this.blocks());
    this.closeBlock();
    this.dropFull();
    this.full = [order.values];
    this.shared = true;
    this.order = order;
    return order;
  }
}

/**
 * Which rank in `all` the value has that is of `rank` once those of `out` are taken out of it: `rank` plus how many of `out`
 * come before, found by bisection. Of equal values those of `out` come first.
 */
function rankBefore(all: LazyOrder, out: LazyOrder, rank: number): number {
  let before = 0;
  for (let end = out.values.length; before < end;) {
    const middle = (before + end) >>> 1;
    const value = out.at(middle);
    if (all.at(rank + out.below(value)) >= value) before = middle + 1;
    else end = middle;
  }
  return rank + before;
}
