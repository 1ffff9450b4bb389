import type { percentileFigures } from '../../sim/study/results.ts';

/** Columns of Locust's table of requests, for `table`: name, counts, share of failures, times in ms, rate. */
export const requestColumns = [
  '<Name',
  '# Requests',
  '# Fails',
  'Fails',
  'Average',
  'Min',
  'Max',
  'Median',
  'Req/s',
] as const;

/** Columns of Locust's table of percentiles: the name, and `P95` for `p95Ms`. */
export function percentileColumns(
  figures: readonly (typeof percentileFigures)[number][],
): string[] {
  return ['<Name', ...figures.map((figure) => figure.slice(0, -2).toUpperCase())];
}
