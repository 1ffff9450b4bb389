import {
  type AnsweredFigure,
  neverHappens,
  type QueueAnswer,
  whatWasDone,
} from '../../sim/lab/answer.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';
import { NONE } from './figures.ts';

/** What a queueing network does, with the exact figure beside each simulated one wherever theory has it. */
export function queueBlocks(answer: QueueAnswer): Block[] {
  return [
    heading(1, answer.title),
    paragraph(`${whatWasDone(answer)}.`),
    ...list(answer.remarks),
    ...groups(answer.figures).flatMap(([name, figures]) => [
      heading(3, name),
      table(
        ['<figure', 'simulated', '95 % interval', 'theory', '<formula'],
        figures.map((figure) => row(name, figure)),
      ),
    ]),
    ...Object.entries(answer.traces).flatMap(([name, jobs]) => [
      heading(3, `jobs of ${name}`),
      table(
        ['job', '<outcome', 'waited s', 'left at s'],
        jobs.map(({ outcome, wait_s, left_s }, i) => [
          String(i),
          outcome ?? 'still there',
          number(wait_s),
          number(left_s),
        ]),
      ),
    ]),
  ];
}

/** Figures of one station, class or visit together. */
function groups(figures: readonly AnsweredFigure[]): [string, AnsweredFigure[]][] {
  const byName = new Map<string, AnsweredFigure[]>();
  for (const figure of figures) {
    if (neverHappens(figure)) continue;
    const name = figure.figure.slice(0, figure.figure.lastIndexOf('.'));
    byName.set(name, [...(byName.get(name) ?? []), figure]);
  }
  return [...byName];
}

function row(group: string, { figure, mean, ci, theory }: AnsweredFigure): string[] {
  return [
    figure.slice(group.length + 1),
    number(mean),
    ci === null ? NONE : `[${number(ci[0])}, ${number(ci[1])}]`,
    theory === null ? '' : `${signs[theory.kind]}${number(theory.value)}`,
    theory?.formula ?? '',
  ];
}

const signs = { exact: '', approximate: '~', 'at least': '>= ', 'at most': '<= ' } as const;

/** Five digits, for figures whose size says nothing about their precision. */
function number(value: number | null): string {
  if (value === null) return NONE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-4 ? value.toExponential(4) : String(Number(value.toPrecision(5)));
}
