import { type LocustRow, type LocustTimes, noTimes } from '../../sim/observe/locustRow.ts';

/** Figures whose percentile stands in a column of its own: 66 for p66Ms. */
export const percentiles = [50, 66, 75, 80, 90, 95, 98, 99, 100] as const;
export type PercentileFigure = `p${(typeof percentiles)[number]}Ms`;

/** A row of the measurement out of the figures that a tool prints; the others are null, as all times are without requests. */
export function rowWith(
  figures: Omit<LocustRow, keyof LocustTimes> & Partial<LocustTimes>,
): LocustRow {
  const { name, requests, failures, rps } = figures;
  const printed = requests === 0 ? {} : figures;
  return { name, requests, failures, ...noTimes, ...printed, rps };
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
