import { grouped } from '../../sim/grouped.ts';
import type { LocustRow, Measurement, RowFigure } from '../../sim/study/results.ts';

/** What a rule says, and the figures that it stands on. */
export interface Said {
  readonly text: string;
  readonly numbers: Readonly<Record<string, number>>;
}

export function said(text: string, numbers: Said['numbers']): Said {
  return { text, numbers };
}

/** s, whole from ten on: 0.5 s, 10 s. */
export function seconds(value: number): string {
  return `${value >= 10 ? grouped(value) : Number(value.toFixed(1))} s`;
}

/** A share in 0..1 as a percentage with at most one decimal: 12.3 %. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const labels: Readonly<Record<RowFigure, string>> = {
  requests: 'requests',
  failures: 'failures',
  failureRate: 'failure rate',
  avgMs: 'average',
  minMs: 'minimum',
  maxMs: 'maximum',
  medianMs: 'median',
  p50Ms: 'P50',
  p66Ms: 'P66',
  p75Ms: 'P75',
  p80Ms: 'P80',
  p90Ms: 'P90',
  p95Ms: 'P95',
  p98Ms: 'P98',
  p99Ms: 'P99',
  p100Ms: 'P100',
  rps: 'rate',
};

/** The figure as the report's column is called. */
export function labelOf(figure: RowFigure): string {
  return labels[figure];
}

/** The figure's value with its unit. */
export function valueOf(figure: RowFigure, value: number): string {
  if (figure === 'failureRate') return percent(value);
  if (figure === 'rps') return `${value} per s`;
  return figure.endsWith('Ms') ? `${grouped(value)} ms` : grouped(value);
}

/** The cell of a row; a failure rate is computed, which Locust's tables do not have. */
export function cell(row: LocustRow, figure: RowFigure): number | null {
  if (figure !== 'failureRate') return row[figure];
  return row.requests === 0 ? null : row.failures / row.requests;
}

/** The row of an endpoint, or that of all requests together for null. */
export function rowOf(measurement: Measurement, endpoint: string | null): LocustRow | undefined {
  if (endpoint === null) return measurement.aggregated;
  return measurement.rows.find((row) => row.name === endpoint);
}
