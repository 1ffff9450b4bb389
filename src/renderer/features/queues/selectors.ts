import { type AnsweredFigure, neverHappens, type QueueAnswer } from '../../../sim/lab/answer.ts';

/** In the 95 % interval, within `FAR` standard errors, or beyond: then one of the two is wrong. */
export type Agreement = 'inside' | 'near' | 'far';

/** Standard errors: chance alone leads beyond them once in two thousand figures. */
export const FAR = 3.5;

export interface FigureRow {
  readonly name: string;
  readonly simulated: string;
  readonly interval: string;
  readonly theory: string;
  readonly formula: string;
  /** How the exact value lies to the simulated one; null where theory has none or only a bound. */
  readonly agrees: Agreement | null;
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

/** What the exact figures say of a run, in one sentence. */
export function agreementSentence(answer: QueueAnswer): string {
  const exact = answer.figures.map(agrees).filter((agreed) => agreed !== null);
  const many = (wanted: Agreement): number => exact.filter((agreed) => agreed === wanted).length;
  if (exact.length === 0) {
    return 'Theory has no exact figure for this network; bounds and approximations are marked.';
  }
  const far = many('far');
  const rest =
    far === 0
      ? `none is further off than ${FAR} standard errors`
      : `${far} ${far === 1 ? 'is' : 'are'} further off than ${FAR} standard errors, which chance does not explain`;
  return `${many('inside')} of ${exact.length} exact figures lie in the 95 % interval of the simulated one, and ${rest}. Figures of one run move together.`;
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

function agrees({ mean, standardError, ci, theory }: AnsweredFigure): Agreement | null {
  if (theory === null || theory.kind !== 'exact' || ci === null || mean === null) return null;
  // A figure without chance has an interval without width; what is left is the rounding of its sum.
  const slack = 1e-9 * Math.abs(theory.value);
  if (ci[0] - slack <= theory.value && theory.value <= ci[1] + slack) return 'inside';
  return Math.abs(mean - theory.value) <= FAR * (standardError ?? 0) ? 'near' : 'far';
}

/** Four digits, for figures whose size says nothing about their precision. */
function digits(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}
