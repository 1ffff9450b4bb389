import type { Agreement } from '../../../sim/lab/agreement.ts';
import type { AnsweredFigure, QueueAnswer } from '../../../sim/lab/answer.ts';
import { figureGroups } from '../../../sim/lab/answerInWords.ts';

export interface FigureRow {
  readonly name: string;
  readonly simulated: string;
  readonly interval: string;
  readonly theory: string;
  readonly formula: string;
  readonly agrees: Agreement | null;
}

/** The tables of an answer, one for each station, class or visit. */
export function figureTables(answer: QueueAnswer): { name: string; rows: FigureRow[] }[] {
  return figureGroups(answer).map(({ name, figures }) => ({
    name,
    rows: figures.map((figure) => rowOf(figure, figure.shortName)),
  }));
}

function rowOf(figure: AnsweredFigure, name: string): FigureRow {
  const { mean, ci, theory, agreement } = figure;
  return {
    name,
    simulated: digits(mean),
    interval: ci === null ? '–' : `[${digits(ci[0])}, ${digits(ci[1])}]`,
    theory: theory === null ? '' : `${signs[theory.kind]}${digits(theory.value)}`,
    formula: theory?.formula ?? '',
    agrees: agreement,
  };
}

const signs = { exact: '', approximate: '≈ ', 'at least': '≥ ', 'at most': '≤ ' } as const;

/** Four digits, for figures whose size says nothing about their precision. */
function digits(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}
