/** The times of a row of Locust's tables, in ms; null where there was no request, or the tool does not print them. */
export interface LocustTimes {
  readonly avgMs: number | null;
  readonly minMs: number | null;
  readonly maxMs: number | null;
  readonly medianMs: number | null;
  readonly p50Ms: number | null;
  readonly p66Ms: number | null;
  readonly p75Ms: number | null;
  readonly p80Ms: number | null;
  readonly p90Ms: number | null;
  readonly p95Ms: number | null;
  readonly p98Ms: number | null;
  readonly p99Ms: number | null;
  readonly p100Ms: number | null;
}

/**
 * One row of Locust's tables for one run, made by Locust's own rules (semantics F10-F14): avg, min and max truncated,
 * percentiles of two-digit rounded values.
 */
export interface LocustRow extends LocustTimes {
  readonly name: string;
  readonly requests: number;
  readonly failures: number;
  /** Completed requests per s over [start, last request] (semantics F14). */
  readonly rps: number;
}

/** The times of a row of which none is known. */
export const noTimes: LocustTimes = {
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

/** Figures of a table row that are percentiles, ascending. */
export const percentileFigures = [
  'p50Ms',
  'p66Ms',
  'p75Ms',
  'p80Ms',
  'p90Ms',
  'p95Ms',
  'p98Ms',
  'p99Ms',
  'p100Ms',
] as const;

/** Names of the figures of a table row that are estimated over replications. */
export const rowFigures = [
  'requests',
  'failures',
  'failureRate',
  'avgMs',
  'minMs',
  'maxMs',
  'medianMs',
  ...percentileFigures,
  'rps',
] as const;
export type RowFigure = (typeof rowFigures)[number];
