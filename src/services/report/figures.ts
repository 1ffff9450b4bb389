import { grouped } from '../../sim/grouped.ts';
import type { Estimate, PairedDifference } from '../../sim/study/results.ts';

/** What stands where there is no number. */
export const NONE = '–';

/** Whole, with thousands separated: 3,467. */
export function whole(value: number | null): string {
  return value === null ? NONE : grouped(value);
}

/** Whole where it is a whole number or large, else with one decimal. */
export function count(value: number | null): string {
  if (value === null) return NONE;
  return Number.isInteger(value) || Math.abs(value) >= 100 ? whole(value) : value.toFixed(1);
}

/** A share of 0..1 in per cent, with one decimal. */
export function percent(value: number | null): string {
  return value === null ? NONE : `${(value * 100).toFixed(1)} %`;
}

export function rate(value: number | null): string {
  return value === null ? NONE : value.toFixed(2);
}

type Format = (value: number | null) => string;

/** The mean and where 95 of 100 single runs end up: `3,467 [2,900, 4,100]`. */
export function ofOneRun({ mean, low, high }: Estimate, format: Format): string {
  if (mean === null) return NONE;
  return low === high ? format(mean) : `${format(mean)} [${format(low)}, ${format(high)}]`;
}

/** The mean and its 95 % confidence interval. */
export function ofMean({ mean, ci }: Estimate, format: Format): string {
  if (mean === null) return NONE;
  return ci === null || ci[0] === ci[1]
    ? format(mean)
    : `${format(mean)} [${format(ci[0])}, ${format(ci[1])}]`;
}

/** The mean of paired differences with its sign, and its 95 % confidence interval. */
export function ofDifference({ mean, ci }: PairedDifference, format: Format): string {
  const signed = (value: number): string => (value > 0 ? `+${format(value)}` : format(value));
  if (mean === null) return NONE;
  return ci === null || ci[0] === ci[1]
    ? signed(mean)
    : `${signed(mean)} [${signed(ci[0])}, ${signed(ci[1])}]`;
}

/** A difference of shares of 0..1 in points, with one decimal. */
export function points(value: number | null): string {
  return value === null ? NONE : `${(Math.round(value * 1000) / 10 + 0).toFixed(1)} pt`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
