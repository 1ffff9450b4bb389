import type { QueueAnswer } from '../../sim/lab/answer.ts';
import { agreementSentence, farLimitOf, whatWasDone } from '../../sim/lab/answerInWords.ts';
import { type FigureRow, figureTables, jobTables } from '../../sim/lab/answerRows.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';

/** What a queueing network does, with the exact figure beside each simulated one wherever theory has it. */
export function queueBlocks(answer: QueueAnswer): Block[] {
  return [
    heading(1, answer.title),
    paragraph(`${whatWasDone(answer)}.`),
    ...list(answer.remarks),
    paragraph(agreementSentence(answer)),
    ...figureTables(answer).flatMap(({ name, rows }) => [
      heading(3, name),
      table(['<figure', 'simulated', '95 % interval', 'theory', '<formula'], rows.map(cells)),
    ]),
    ...legend(answer),
    ...jobTables(answer).flatMap(({ name, rows }) => [
      heading(3, name),
      table(
        ['job', '<outcome', 'waited s', 'left at s'],
        rows.map(({ job, outcome, waited, left }) => [job, outcome, waited, left]),
      ),
    ]),
  ];
}

function legend(answer: QueueAnswer): Block[] {
  if (answer.figures.every(({ agreement }) => agreement !== 'far')) return [];
  return [paragraph(`${FAR} further than ${farLimitOf(answer)} from the exact value`)];
}

function cells({ name, simulated, interval, theory, formula, agrees }: FigureRow): string[] {
  return [name, simulated, interval, agrees === 'far' ? `${FAR} ${theory}` : theory, formula];
}

/** Stands before an exact value that is too far off for chance. */
const FAR = '*';
