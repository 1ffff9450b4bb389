import type { AnsweredFigure, QueueAnswer } from '../../sim/lab/answer.ts';
import {
  agreementSentence,
  farLimitOf,
  figureGroups,
  whatWasDone,
} from '../../sim/lab/answerInWords.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';
import { NONE } from './figures.ts';

/** What a queueing network does, with the exact figure beside each simulated one wherever theory has it. */
export function queueBlocks(answer: QueueAnswer): Block[] {
  return [
    heading(1, answer.title),
    paragraph(`${whatWasDone(answer)}.`),
    ...list(answer.remarks),
    paragraph(agreementSentence(answer)),
    ...figureGroups(answer).flatMap(({ name, figures }) => [
      heading(3, name),
      table(
        ['<figure', 'simulated', '95 % interval', 'theory', '<formula'],
        figures.map((figure) => row(figure.shortName, figure)),
      ),
    ]),
    ...legend(answer),
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

function legend(answer: QueueAnswer): Block[] {
  if (answer.figures.every(({ agreement }) => agreement !== 'far')) return [];
  return [paragraph(`${FAR} further than ${farLimitOf(answer)} from the exact value`)];
}

function row(name: string, { mean, ci, theory, agreement }: AnsweredFigure): string[] {
  const far = agreement === 'far' ? `${FAR} ` : '';
  return [
    name,
    number(mean),
    ci === null ? NONE : `[${number(ci[0])}, ${number(ci[1])}]`,
    theory === null ? '' : `${far}${signs[theory.kind]}${number(theory.value)}`,
    theory?.formula ?? '',
  ];
}

/** Stands before an exact value that is too far off for chance. */
const FAR = '*';
const signs = { exact: '', approximate: '~', 'at least': '>= ', 'at most': '<= ' } as const;

/** Five digits, for figures whose size says nothing about their precision. */
function number(value: number | null): string {
  if (value === null) return NONE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-4 ? value.toExponential(4) : String(Number(value.toPrecision(5)));
}
