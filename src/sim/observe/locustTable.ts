import type { LocustRow } from '../study/results.ts';
import { locustRank, roundHalfEven } from './locustRounding.ts';

/** Buckets of the histogram up to 10,000 ms: 0..100 by 1, 110..1,000 by 10, 1,100..10,000 by 100. */
const bucketsToTenSeconds = 281;

const percentiles = [1, 0.99, 0.98, 0.95, 0.9, 0.8, 0.75, 0.66, 0.5] as const;

/**
 * The row that Locust prints for one endpoint, by Locust's own rules (semantics F10-F14): average, minimum and maximum
 * truncated to whole ms, percentiles and median of rounded samples, the median clamped to [min, max] and truncated.
 *
 * `responseTimesMs` are the times of all completed requests, failed ones included, in any order; they are only read.
 * `lastRequestAtS` is when the last request of the whole run (not of this row) ended, in s from the start.
 * Without a request every figure is null and the rate is 0.
 */
export function locustRow(
  name: string,
  responseTimesMs: Float64Array,
  failures: number,
  lastRequestAtS: number,
): LocustRow {
  const n = responseTimesMs.length;
  if (n === 0) return emptyRow(name, failures);

  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const ms = responseTimesMs[i]!;
    sum += ms;
    if (ms < min) min = ms;
    if (ms > max) max = ms;
  }
  if (!(min >= 0) || !(sum < Infinity)) {
    throw new RangeError(
      `response times of "${name}" must be finite and >= 0 ms; least ${min}, sum ${sum}`,
    );
  }

  const counts = new Int32Array(bucketOf(max) + 1);
  for (let i = 0; i < n; i++) {
    const bucket = bucketOf(responseTimesMs[i]!);
    counts[bucket] = counts[bucket]! + 1;
  }

  const [p100, p99, p98, p95, p90, p80, p75, p66, p50] = ranked(
    counts,
    percentiles.map((p) => locustRank(n, p)),
  ) as [number, number, number, number, number, number, number, number, number];
  // The median has a rule of its own: the lower middle for an even n, where P50 is the upper one (semantics F12).
  const [median] = ranked(counts, [n - Math.floor((n - 1) / 2)]) as [number];

  return {
    name,
    requests: n,
    failures,
    avgMs: Math.trunc(sum / n),
    minMs: Math.trunc(min),
    maxMs: Math.trunc(max),
    medianMs: Math.trunc(Math.min(max, Math.max(min, median))),
    p50Ms: p50,
    p66Ms: p66,
    p75Ms: p75,
    p80Ms: p80,
    p90Ms: p90,
    p95Ms: p95,
    p98Ms: p98,
    p99Ms: p99,
    p100Ms: p100,
    rps: lastRequestAtS > 0 ? n / lastRequestAtS : 0,
  };
}

function emptyRow(name: string, failures: number): LocustRow {
  return {
    name,
    requests: 0,
    failures,
    avgMs: null,
    minMs: null,
    maxMs: null,
    medianMs: null,
    p50Ms: null,
    p66Ms: null,
    p75Ms: null,
    p80Ms: null,
    p90Ms: null,
    p95Ms: null,
    p98Ms: null,
    p99Ms: null,
    p100Ms: null,
    rps: 0,
  };
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

/** The samples of the given ranks, counted from the largest (1) and in ascending order, as Locust prints them. */
function ranked(counts: Int32Array, ranks: readonly number[]): number[] {
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
