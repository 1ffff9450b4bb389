import type { AnsweredFigure, QueueAnswer } from '../../../sim/lab/answer.ts';

export interface FigureRow {
  readonly name: string;
  readonly simulated: string;
  readonly interval: string;
  readonly theory: string;
  readonly formula: string;
  /** Whether the simulated interval holds the exact value; null where theory has none or only a bound. */
  readonly agrees: boolean | null;
}
export interface FigureGroup {
  readonly name: string;
  readonly rows: readonly FigureRow[];
}

/** Figures of one station, class or visit together, without what never happens. */
export function figureGroups({ figures }: QueueAnswer): FigureGroup[] {
  const groups = new Map<string, FigureRow[]>();
  for (const figure of figures) {
    if (neverHappens(figure)) continue;
    const at = figure.figure.lastIndexOf('.');
    const name = figure.figure.slice(0, at);
    const rows = groups.get(name) ?? [];
    rows.push(rowOf(figure, figure.figure.slice(at + 1)));
    groups.set(name, rows);
  }
  return [...groups].map(([name, rows]) => ({ name, rows }));
}

/** How many exact figures there are, and how many of them lie in the interval of the simulated one. */
export function agreement(answer: QueueAnswer): { readonly exact: number; readonly held: number } {
  const exact = answer.figures.map(agrees).filter((agreed) => agreed !== null);
  return { exact: exact.length, held: exact.filter(Boolean).length };
}

function neverHappens({ figure, mean, theory }: AnsweredFigure): boolean {
  return /(?:loss|renege)Probability$/.test(figure) && mean === 0 && theory === null;
}

function rowOf(figure: AnsweredFigure, name: string): FigureRow {
  const { mean, ci, theory } = figure;
  return {
    name,
    simulated: digits(mean),
    interval: ci === null ? '–' : `[${digits(ci[0])}, ${digits(ci[1])}]`,
    theory: theory === null ? '' : `${signs[theory.kind]}${digits(theory.value)}`,
    formula: theory?.formula ?? '',
    agrees: agrees(figure),
  };
}

const signs = { exact: '', approximate: '≈ ', 'at least': '≥ ', 'at most': '≤ ' } as const;

function agrees({ ci, theory }: AnsweredFigure): boolean | null {
  if (theory === null || theory.kind !== 'exact' || ci === null) return null;
  // A figure without chance has an interval without width; what is left is the rounding of its sum.
  const slack = 1e-9 * Math.abs(theory.value);
  return ci[0] - slack <= theory.value && theory.value <= ci[1] + slack;
}

/** Four digits, for figures whose size says nothing about their precision. */
function digits(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}
