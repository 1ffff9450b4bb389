import type { LocustRow } from '../../sim/study/results.ts';

/** Every figure of a row that a tool may not print. */
const nothing: Omit<LocustRow, 'name' | 'requests' | 'failures' | 'rps'> = {
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
};

/** Figures whose percentile stands in a column of its own: 66 for p66Ms. */
export const percentiles = [50, 66, 75, 80, 90, 95, 98, 99, 100] as const;
export type PercentileFigure = `p${(typeof percentiles)[number]}Ms`;

/** A row of the measurement out of the figures that a tool prints; the others are null, as all times are without requests. */
export function rowWith(
  figures: Pick<LocustRow, 'name' | 'requests' | 'failures' | 'rps'> & Partial<LocustRow>,
): LocustRow {
  const { name, requests, failures, rps } = figures;
  const printed = requests === 0 ? {} : figures;
  return { name, requests, failures, ...nothing, ...printed, rps };
}

/** The percentile figures out of the columns that a tool has. */
export function percentilesBy(
  value: (percentile: number) => number | null,
): Record<PercentileFigure, number | null> {
  return Object.fromEntries(percentiles.map((p) => [`p${p}Ms`, value(p)])) as Record<
    PercentileFigure,
    number | null
  >;
}
