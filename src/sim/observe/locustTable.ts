import type { LocustHistogram } from './locustHistogram.ts';
import { locustRank } from './locustRounding.ts';
import { type LocustRow, noTimes } from './locustRow.ts';

const percentiles = [1, 0.99, 0.98, 0.95, 0.9, 0.8, 0.75, 0.66, 0.5] as const;

/**
 * The row that Locust prints for one endpoint, by Locust's own rules (semantics F10-F14): average, minimum and maximum
 * truncated to whole ms, percentiles and median of rounded samples, the median clamped to [min, max] and truncated.
 *
 * `times` are those of all completed requests, failed ones included. `lastRequestAtS` is when the last request of the
 * whole run (not of this row) ended, in s from the start. Without a request every figure is null and the rate is 0.
 */
export function locustRow(
  name: string,
  times: LocustHistogram,
  failures: number,
  lastRequestAtS: number,
): LocustRow {
  const { count: n, sum, least: min, most: max } = times;
  if (n === 0) return { name, requests: 0, failures, ...noTimes, rps: 0 };
  const [p100, p99, p98, p95, p90, p80, p75, p66, p50] = times.ranked(
    percentiles.map((p) => locustRank(n, p)),
  ) as [number, number, number, number, number, number, number, number, number];
  // The median has a rule of its own: the lower middle for an even n, where P50 is the upper one (semantics F12).
  const [median] = times.ranked([n - Math.floor((n - 1) / 2)]) as [number];

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
