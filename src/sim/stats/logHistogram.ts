/** Bins per doubling: the leading 8 bits of the mantissa, so that a bin is at most 0.4 % wide. */
const MANTISSA_BITS = 8;
const SHIFT = 20 - MANTISSA_BITS;
/** Width of a bin as a share of its values. */
export const BIN_WIDTH = 2 ** -MANTISSA_BITS;
/** Values below 2^-30 (1e-9) and above 2^20 (1e6) are counted in the outermost bins. */
const LOWEST = (1023 - 30) << MANTISSA_BITS;
export const BINS = (30 + 20) << MANTISSA_BITS;

const float = new Float64Array(1);
/** The bits of `float`; the half with sign, exponent and leading mantissa is the second on little-endian machines. */
const words = new Int32Array(float.buffer);
const HIGH = (() => {
  float[0] = 1;
  return words[1] === 0 ? 0 : 1;
})();

/**
 * Counts of values >= 0 in bins of equal relative width: constant memory whatever the number of values, mergeable, and
 * quantiles with a relative error of at most a bin's width, 0.4 %, and none above the greatest value: a quantile is interpolated within its bin, so that the error
 * is far less where the density is smooth over the bin. Exact zeros have a bin of their own.
 */
export class LogHistogram {
  /** Memory of the bins. */
  static readonly BYTES = BINS * Uint32Array.BYTES_PER_ELEMENT;
  n = 0;
  private zeros = 0;
  /** No value that was ever counted is above it. */
  private greatest = 0;
  private readonly bins = new Uint32Array(BINS);

  add(value: number): void {
    this.n++;
    if (value <= 0) {
      this.zeros++;
      return;
    }
    this.bins[binOf(value)]!++;
    if (value > this.greatest) this.greatest = value;
  }

  /** Counts `times` zeros at once. */
  addZeros(times: number): void {
    this.n += times;
    this.zeros += times;
  }

  merge(other: LogHistogram): void {
    this.n += other.n;
    this.zeros += other.zeros;
    this.greatest = Math.max(this.greatest, other.greatest);
    for (let i = 0; i < BINS; i++) this.bins[i] = this.bins[i]! + other.bins[i]!;
  }

  /** Takes out what `other` counted, which must have been merged before. */
  subtract(other: LogHistogram): void {
    this.n -= other.n;
    this.zeros -= other.zeros;
    for (let i = 0; i < BINS; i++) this.bins[i] = this.bins[i]! - other.bins[i]!;
  }

  clear(): void {
    this.n = 0;
    this.zeros = 0;
    this.greatest = 0;
    this.bins.fill(0);
  }

  /** Quantile `p` (0..1), interpolated within its bin; null without a value. */
  quantile(p: number): number | null {
    if (this.n === 0) return null;
    const rank = p * this.n;
    if (this.zeros > 0 && rank <= this.zeros) return 0;
    let below = this.zeros;
    for (let i = 0; i < BINS; i++) {
      const inside = this.bins[i]!;
      if (below + inside >= rank && inside > 0) {
        const low = lowerEdge(i);
        const value = low + ((rank - below) / inside) * (lowerEdge(i + 1) - low);
        return Math.min(value, this.greatest);
      }
      below += inside;
    }
    return Math.min(lowerEdge(BINS), this.greatest);
  }
}

/** The bin (0..BINS - 1) of a value >= 0. */
export function binOf(value: number): number {
  float[0] = value;
  const bin = (words[HIGH]! >> SHIFT) - LOWEST;
  return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin;
}

function lowerEdge(bin: number): number {
  words[1 - HIGH] = 0;
  words[HIGH] = (bin + LOWEST) << SHIFT;
  return float[0]!;
}
