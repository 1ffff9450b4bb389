import type { Agreement } from './agreement.ts';
import type { AnsweredFigure, QueueAnswer } from './answer.ts';
import { figureGroups } from './answerInWords.ts';
import type { TracedRun } from './results.ts';

/** The tables of an answer as texts, which the page and the command line lay out. */

export interface FigureRow {
  /** As it is called within its table. */
  readonly name: string;
  readonly simulated: string;
  /** `[low, high]`. */
  readonly interval: string;
  /** With a sign before a bound or an approximation; empty where theory has nothing. */
  readonly theory: string;
  readonly formula: string;
  readonly agrees: Agreement | null;
}

/** One of a trace: its place among the arrivals, from 0, what became of it, how long it waited and when it left, in s. */
export interface JobRow {
  readonly job: string;
  readonly outcome: string;
  readonly waited: string;
  readonly left: string;
}

export interface Rows<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Stands where there is no number. */
const NONE = '–';

/** A table for each station, class or visit. */
export function figureTables(answer: QueueAnswer): Rows<FigureRow>[] {
  return figureGroups(answer).map(({ name, figures }) => ({
    name,
    rows: figures.map((figure) => figureRow(figure.shortName, figure)),
  }));
}

/** A table for each class from a trace: its jobs in the first replication, in the order of arrival. */
export function jobTables({ traces }: QueueAnswer): Rows<JobRow>[] {
  return Object.entries(traces).map(([name, jobs]) => ({
    name: `jobs of ${name}`,
    rows: jobs.map(jobRow),
  }));
}

function figureRow(name: string, { mean, ci, theory, agreement }: AnsweredFigure): FigureRow {
  return {
    name,
    simulated: digits(mean),
    interval: ci === null ? NONE : `[${digits(ci[0])}, ${digits(ci[1])}]`,
    theory: theory === null ? '' : `${signs[theory.kind]}${digits(theory.value)}`,
    formula: theory?.formula ?? '',
    agrees: agreement,
  };
}

function jobRow({ outcome, wait_s, left_s }: TracedRun, job: number): JobRow {
  return {
    job: String(job),
    outcome: outcome ?? 'still there',
    waited: digits(wait_s),
    left: digits(left_s),
  };
}

const signs = { exact: '', approximate: '≈ ', 'at least': '≥ ', 'at most': '≤ ' } as const;

/** Five digits, for figures whose size says nothing about their precision. */
function digits(value: number | null): string {
  if (value === null) return NONE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-4 ? value.toExponential(4) : String(Number(value.toPrecision(5)));
}
