import { describe, expect, it } from 'vitest';
import mm1 from '../../../../fixtures/queues/mm1.json' with { type: 'json' };
import { parseNetwork } from '../../../contract/queue/check.ts';
import { type AnsweredFigure, answerNetwork, type QueueAnswer } from '../../../sim/lab/answer.ts';
import { figureTables } from './selectors.ts';

function rowOf(figure: Partial<AnsweredFigure>) {
  const whole = {
    ...{ figure: 'stations.desk.meanWait_s', mean: 10, standardError: 1, ci: [8, 12.34567] },
    ...{ n: 30, theory: null, agreement: null },
    ...figure,
  };
  return figureTables({ figures: [whole] } as unknown as QueueAnswer)[0]!.rows[0]!;
}

describe('figures of a network', () => {
  it('stand in a table for each station, class and visit', () => {
    const network = parseNetwork(mm1, 50);
    const study = answerNetwork(network, 2, 1);
    let step = study.next();
    while (step.done !== true) step = study.next();
    const tables = figureTables(step.value);
    expect(tables[0]!.name).toMatch(/^stations\./);
    expect(tables.flatMap(({ rows }) => rows.map(({ name }) => name))).toContain('utilisation');
  });

  it('have an interval, and a bound where theory has one', () => {
    const theory = { value: 99, formula: 'bound', kind: 'at most' } as const;
    expect(rowOf({ theory })).toEqual({
      name: 'meanWait_s',
      simulated: '10',
      interval: '[8, 12.35]',
      theory: '≤ 99',
      formula: 'bound',
      agrees: null,
    });
    expect(rowOf({ ci: null })).toMatchObject({ interval: '–', theory: '', formula: '' });
  });
});
