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

/** Figures of a table row that are times. */
export const timeFigures = ['avgMs', 'minMs', 'maxMs', 'medianMs', ...percentileFigures] as const;

/** Figures of a table row that count requests. */
export const countFigures = ['requests', 'failures'] as const;

/** Names of the figures of a table row that are estimated over replications. */
export const rowFigures = [...countFigures, 'failureRate', ...timeFigures, 'rps'] as const;
export type RowFigure = (typeof rowFigures)[number];

/** The figures by which two rows are compared: the others follow from them. */
export const cellFigures = [...countFigures, ...timeFigures] as const;

/** The times of a row of Locust's tables, in ms; null where there was no request, or the tool does not print them. */
export type LocustTimes = Readonly<Record<(typeof timeFigures)[number], number | null>>;

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
export const noTimes = Object.fromEntries(
  timeFigures.map((figure) => [figure, null]),
) as LocustTimes;
