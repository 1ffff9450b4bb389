import { expect, test } from 'vitest';
import type { AnsweredFigure, QueueAnswer } from '../../sim/lab/answer.ts';
import { queueBlocks } from './queue.ts';
import { toText } from './text.ts';

const far: AnsweredFigure = {
  ...{ figure: 'stations.desk.meanWait_s', mean: 10, standardError: 1, ci: [8, 12], n: 30 },
  ...{ theory: { value: 20, formula: 'M/M/1', kind: 'exact' }, agreement: 'far' },
};

const answer = (figures: readonly AnsweredFigure[]): string =>
  toText(
    queueBlocks({
      ...{ format: 'plimsoll.queueAnswer', version: 1, title: 'A desk', seed: 1, replications: 30 },
      ...{ question: 'steady state', warmUp: 10, measured: 100, events: 9, exactPercentiles: true },
      ...{ figures, remarks: [], traces: {} },
    } satisfies QueueAnswer),
  );

test('an exact value that is too far off for chance is marked, and the mark explained', () => {
  expect(answer([far])).toMatch(/^meanWait_s +10 +\[8, 12\] +\* 20 +M\/M\/1$/m);
  expect(answer([far])).toMatch(/^\* further than 3\.9 standard errors from the exact value$/m);
});

test('no mark is explained where none stands', () => {
  expect(answer([{ ...far, agreement: 'near' }])).not.toContain('*');
});
