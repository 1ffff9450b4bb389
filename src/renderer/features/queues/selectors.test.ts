import { describe, expect, it } from 'vitest';
import mm1 from '../../../../fixtures/queues/mm1.json' with { type: 'json' };
import { parseNetwork } from '../../../contract/queue/check.ts';
import { type AnsweredFigure, answerNetwork, type QueueAnswer } from '../../../sim/lab/answer.ts';
import { agreementSentence, figureGroups } from './selectors.ts';

function answer(figures: readonly Partial<AnsweredFigure>[]): QueueAnswer {
  const whole = figures.map((figure) => ({
    ...{ mean: 10, standardError: 1, ci: [8, 12] as const, n: 30, theory: null },
    ...{ figure: 'stations.desk.meanWait_s' },
    ...figure,
  }));
  return { figures: whole } as unknown as QueueAnswer;
}
const exactly = (value: number): Pick<AnsweredFigure, 'theory'> => ({
  theory: { value, formula: 'M/M/1', kind: 'exact' },
});

describe('figures of a network', () => {
  it('are grouped by station, class and visit', () => {
    const network = parseNetwork(mm1, 50);
    const study = answerNetwork(network, 2, 1);
    let step = study.next();
    while (step.done !== true) step = study.next();
    const groups = figureGroups(step.value);
    expect(groups[0]!.name).toMatch(/^stations\./);
    expect(groups.flatMap(({ rows }) => rows.map(({ name }) => name))).toContain('utilisation');
  });

  it.each([
    [10, 'inside'],
    [12.5, 'near'],
    [14, 'far'],
  ])('an exact value of %d beside 10 in [8, 12] with a standard error of 1 is %s', (value, how) => {
    expect(figureGroups(answer([exactly(value)]))[0]!.rows[0]!.agrees).toBe(how);
  });

  it('are not judged by a bound, nor without an interval', () => {
    const bound = { theory: { value: 99, formula: 'bound', kind: 'at most' } } as const;
    const rows = figureGroups(answer([bound, { ...exactly(99), ci: null }, {}]))[0]!.rows;
    expect(rows.map(({ agrees }) => agrees)).toEqual([null, null, null]);
    expect(rows[0]!.theory).toBe('≤ 99');
  });

  it('are summed up in a sentence', () => {
    expect(agreementSentence(answer([exactly(10), exactly(12.5)]))).toMatch(
      /^1 of 2 exact figures .* none is further off than 3\.5 standard errors\./,
    );
    expect(agreementSentence(answer([exactly(99)]))).toContain('1 is further off');
    expect(agreementSentence(answer([{}]))).toMatch(/^Theory has no exact figure/);
  });
});
