import type { RowFigure } from './locustRow.ts';
import { locustRounded } from './locustRounding.ts';

/**
 * What interval of true values a printed cell stands for. `locust`: its console tables (semantics F10-F13); `locust-csv`:
 * average, minimum, maximum and rate in full, percentiles rounded (semantics F10, F15); `whole-ms`: times in whole ms;
 * `exact`: times as they were measured.
 */
export const roundings = ['locust', 'locust-csv', 'whole-ms', 'exact'] as const;
export type Rounding = (typeof roundings)[number];

/**
 * The interval of true values that a tool prints as this cell of its tables.
 *
 * `whole-ms` is half a ms to each side, `exact` and what `locust-csv` prints in full a point; the rest is as follows, by the
 * rules of Locust's tables (semantics F10, F12, F13).
 *
 * Counts stand for themselves; avg, min and max are truncated, so 3467 means [3467, 3468) and the upper end is not
 * included; percentiles are rounded to two digits, so 3100 means [3050, 3150] (a tie goes to the even neighbour, so one
 * of the two ends may belong to the next cell); a rate is rounded to two decimals. A median may also be min or max,
 * truncated: surely so when it is no rounded value.
 * Throws a RangeError for a percentile that Locust cannot print.
 */
export function cellInterval(
  figure: RowFigure,
  printed: number,
  rounding: Rounding = 'locust',
): [low: number, high: number] {
  const isTime = figure.endsWith('Ms');
  const inFull = figure === 'avgMs' || figure === 'minMs' || figure === 'maxMs' || figure === 'rps';
  if (rounding === 'exact' || (rounding === 'locust-csv' && inFull)) return [printed, printed];
  if (rounding === 'whole-ms') {
    return isTime ? [Math.max(0, printed - 0.5), printed + 0.5] : [printed, printed];
  }
  switch (figure) {
    case 'requests':
    case 'failures':
    case 'failureRate':
      return [printed, printed];
    case 'avgMs':
    case 'minMs':
    case 'maxMs':
      return [printed, printed + 1];
    case 'rps':
      return [Math.max(0, printed - 0.005), printed + 0.005];
    case 'medianMs':
      return medianInterval(printed);
    case 'p50Ms':
    case 'p66Ms':
    case 'p75Ms':
    case 'p80Ms':
    case 'p90Ms':
    case 'p95Ms':
    case 'p98Ms':
    case 'p99Ms':
    case 'p100Ms':
      if (!isLocustRounded(printed)) {
        throw new RangeError(
          `${figure} ${printed} is no value that Locust prints; accepted: two-digit rounded ms`,
        );
      }
      return roundedInterval(printed);
  }
}

/** Whether Locust can print this as a percentile: a whole number below 100, a multiple of 10 below 1,000, and so on. */
export function isLocustRounded(ms: number): boolean {
  return ms >= 0 && Number.isFinite(ms) && locustRounded(ms) === ms;
}

function medianInterval(printed: number): [low: number, high: number] {
  if (!isLocustRounded(printed)) return [printed, printed + 1];
  const [low, high] = roundedInterval(printed);
  return [low, Math.max(high, printed + 1)];
}

function roundedInterval(printed: number): [low: number, high: number] {
  // The step is coarser above a power of ten than below it: 1,000 stands for [995, 1050].
  const above = printed < 100 ? 1 : printed < 1000 ? 10 : printed < 10_000 ? 100 : 1000;
  const below = printed <= 100 ? 1 : printed <= 1000 ? 10 : printed <= 10_000 ? 100 : 1000;
  return [Math.max(0, printed - below / 2), printed + above / 2];
}
