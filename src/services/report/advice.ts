import { counted } from '../../sim/counted.ts';
import type { Advice, SlaTarget } from '../../sim/study/results.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';

/** Which measurement would make the answer surer, most telling first. */
export function adviceBlocks(advice: Advice, target: SlaTarget): Block[] {
  const { safeUsers, candidates, parameterSets } = advice;
  const answer =
    `${target.label}: ${safeUsers.median} users, 95 % between ${safeUsers.low.toFixed(0)} and ${safeUsers.high.toFixed(0)} ` +
    `over ${counted(parameterSets, 'parameter set')} (standard deviation ${safeUsers.deviation.toFixed(1)} users).`;
  const [best] = candidates;
  if (best === undefined || best.explained === 0) {
    return [
      heading(2, 'What to measure next'),
      paragraph(`${answer} None of the measurements considered would make it surer.`),
    ];
  }
  return [
    heading(2, 'What to measure next'),
    paragraph(answer),
    table(
      ['<Measurement', 'Removes of the variance', 'Deviation left, users'],
      candidates.map(({ label, explained, deviation }) => [
        label,
        `${(explained * 100).toFixed(0)} %`,
        deviation.toFixed(1),
      ]),
    ),
    ...list([`The most telling one: ${best.command}`]),
  ];
}
