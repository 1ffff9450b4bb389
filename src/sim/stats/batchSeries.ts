/**
 * Means of successive batches of a series of any length in constant memory: when there are `most` batches, neighbours are
 * merged and batches are twice as long from then on. Feeds batch means and the search for the end of the warm-up.
 */
export class BatchSeries {
  /** Values in each batch. */
  size: number;
  private readonly first: number;
  private readonly most: number;
  private readonly means: Float64Array;
  private length = 0;
  private sum = 0;
  private inBatch = 0;

  /** `most` is even; `size` the length of the first batches. */
  constructor(most = 1024, size = 1) {
    this.most = most;
    this.first = size;
    this.size = size;
    this.means = new Float64Array(most);
  }

  add(value: number): void {
    this.sum += value;
    if (++this.inBatch === this.size) this.close();
  }

  clear(): void {
    this.size = this.first;
    this.length = 0;
    this.sum = 0;
    this.inBatch = 0;
  }

  /** Means of the batches that are full, in order. */
  get values(): Float64Array {
    return this.means.slice(0, this.length);
  }

  private close(): void {
    const { means } = this;
    means[this.length++] = this.sum / this.size;
    this.sum = 0;
    this.inBatch = 0;
    if (this.length < this.most) return;
    this.length /= 2;
    for (let i = 0; i < this.length; i++) means[i] = (means[2 * i]! + means[2 * i + 1]!) / 2;
    this.size *= 2;
  }
}
