import { describe, expect, test } from 'vitest';
import type { AnsweredFigure, QueueAnswer } from './answer.ts';
import { type FigureRow, figureTables, jobTables } from './answerRows.ts';
import type { TracedRun } from './results.ts';

function rowOf(figure: Partial<AnsweredFigure>): FigureRow {
  const whole = {
    ...{ figure: 'stations.desk.meanWait_s', mean: 10, standardError: 1, ci: [8, 12.345678] },
    ...{ n: 30, theory: null, agreement: null },
    ...figure,
  };
  return figureTables({ figures: [whole] } as unknown as QueueAnswer)[0]!.rows[0]!;
}

describe('the figures of a network', () => {
  test('have five digits, an interval, and a sign before a bound', () => {
    const theory = { value: 99, formula: 'bound', kind: 'at most' } as const;
    expect(rowOf({ theory })).toEqual({
      name: 'meanWait_s',
      simulated: '10',
      interval: '[8, 12.346]',
      theory: '≤ 99',
      formula: 'bound',
      agrees: null,
    });
  });

  test('have a dash where there is no number, and nothing where there is no theory', () => {
    expect(rowOf({ mean: null, ci: null })).toMatchObject({
      ...{ simulated: '–', interval: '–', theory: '', formula: '' },
    });
  });

  test('are written with a power of ten where they are very large or very small', () => {
    expect([123_456, 0.000_012_345_6, 0].map((mean) => rowOf({ mean }).simulated)).toEqual([
      '1.2346e+5',
      '1.2346e-5',
      '0',
    ]);
  });
});

describe('the jobs of a trace', () => {
  test('stand in a table for each class, in the order of arrival', () => {
    const customers: TracedRun[] = [
      { outcome: 'served', wait_s: 0, left_s: 3.859488 },
      { outcome: 'reneged', wait_s: 1.17387766, left_s: 13.9003424 },
      { outcome: null, wait_s: 2, left_s: null },
    ];
    expect(jobTables({ traces: { customers } } as unknown as QueueAnswer)).toEqual([
      {
        name: 'jobs of customers',
        rows: [
          { job: '0', outcome: 'served', waited: '0', left: '3.8595' },
          { job: '1', outcome: 'reneged', waited: '1.1739', left: '13.9' },
          { job: '2', outcome: 'still there', waited: '2', left: '–' },
        ],
      },
    ]);
  });
});
