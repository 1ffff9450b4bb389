import { grownInts } from '../kernel/eventList.ts';
import { roundHalfEven } from './locustRounding.ts';

/** Buckets of the histogram up to 10,000 ms: 0..100 by 1, 110..1,000 by 10, 1,100..10,000 by 100. */
const bucketsToTenSeconds = 281;

/**
 * Response times kept as Locust keeps them (semantics F10): how many fall on each rounded value, with the exact sum, least
 * and most beside it. Bounded whatever the length of a run, 281 buckets and one more for each second beyond ten, and
 * still the very figures that Locust prints. Histograms add up without loss.
 */
export class LocustHistogram {
  count = 0;
  /** ms */
  sum = 0;
  least = Infinity;
  most = -Infinity;
  private counts = new Int32Array(bucketsToTenSeconds);

  /** Counts a response time in ms, finite and >= 0. Throws a RangeError for any other: a bug of the model. */
  add(ms: number): void {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(`response times must be finite and >= 0 ms; this one is ${ms}`);
    }
    this.count++;
    this.sum += ms;
    if (ms < this.least) this.least = ms;
    if (ms > this.most) this.most = ms;
    const bucket = bucketOf(ms);
    this.reach(bucket);
    this.counts[bucket] = this.counts[bucket]! + 1;
  }

  /** Counts all that `other` has counted. */
  addAll(other: LocustHistogram): void {
    this.count += other.count;
    this.sum += other.sum;
    this.least = Math.min(this.least, other.least);
    this.most = Math.max(this.most, other.most);
    this.reach(other.counts.length - 1);
    for (let i = 0; i < other.counts.length; i++) {
      this.counts[i] = this.counts[i]! + other.counts[i]!;
    }
  }

  /** The samples of the given ranks, counted from the largest (1) and in ascending order, as Locust prints them. */
  ranked(ranks: readonly number[]): number[] {
    const { counts } = this;
    const found: number[] = [];
    let processed = 0;
    for (let bucket = counts.length - 1; bucket >= 0 && found.length < ranks.length; bucket--) {
      processed += counts[bucket]!;
      while (found.length < ranks.length && ranks[found.length]! <= processed) {
        found.push(printedOf(bucket));
      }
    }
    return found;
  }

  private reach(bucket: number): void {
    if (bucket < this.counts.length) return;
    this.counts = grownInts(this.counts, Math.max(bucket + 1, this.counts.length * 2));
  }
}

/** Index of the bucket that a time falls into; a rounded-up 99.7 and a rounded-down 104 share the bucket of 100. */
function bucketOf(ms: number): number {
  if (ms < 100) return roundHalfEven(ms);
  if (ms < 1000) return 90 + roundHalfEven(ms / 10);
  if (ms < 10_000) return 180 + roundHalfEven(ms / 100);
  return bucketsToTenSeconds - 11 + roundHalfEven(ms / 1000);
}

/** What Locust prints for a bucket, ms: the inverse of `bucketOf`. */
function printedOf(bucket: number): number {
  if (bucket <= 100) return bucket;
  if (bucket <= 190) return (bucket - 90) * 10;
  if (bucket < bucketsToTenSeconds) return (bucket - 180) * 100;
  return (bucket - (bucketsToTenSeconds - 11)) * 1000;
}
