import { describe, expect, test } from 'vitest';
import type { Agreement } from './agreement.ts';
import type { AnsweredFigure, QueueAnswer } from './answer.ts';
import { agreementSentence, figureGroups } from './answerInWords.ts';

function answer(figures: readonly Partial<AnsweredFigure>[]): QueueAnswer {
  const whole = figures.map((figure) => ({ figure: 'stations.a.x', agreement: null, ...figure }));
  return { replications: 30, figures: whole } as unknown as QueueAnswer;
}
const theory = { value: 1, formula: 'M/M/1', kind: 'exact' } as const;
const judged = (...agreements: (Agreement | null)[]): string =>
  agreementSentence(answer(agreements.map((agreement) => ({ agreement, theory }))));

describe('agreementSentence', () => {
  test('counts what lies in its interval, and what is too far off', () => {
    expect(judged('inside', 'near', null)).toMatch(
      /^1 of 2 exact figures .* none is further off than 3\.9 standard errors\./,
    );
    expect(judged('far')).toContain('1 is further off than 3.9 standard errors, which chance');
    expect(judged('far', 'far')).toContain('2 are further off');
  });

  test('tells where theory says nothing from where nothing can be held against it', () => {
    expect(agreementSentence(answer([{ theory: null }]))).toMatch(/^Theory has no exact figure/);
    expect(judged(null)).toMatch(/^No figure has an interval/);
  });
});

describe('figureGroups', () => {
  test('puts the figures of a station, class or visit together', () => {
    const paths = ['stations.a.x', 'stations.a.y', 'classes.c.x', 'classes.c.visits.v.x'];
    const groups = figureGroups(answer(paths.map((figure) => ({ figure }))));
    expect(
      groups.map(({ name, figures }) => [name, figures.map(({ shortName }) => shortName)]),
    ).toEqual([
      ['stations.a', ['x', 'y']],
      ['classes.c', ['x']],
      ['classes.c.visits.v', ['x']],
    ]);
  });

  test('leaves out losses that never happen, unless theory has them', () => {
    const figure = 'stations.a.lossProbability';
    const groups = (fields: Partial<AnsweredFigure>): number =>
      figureGroups(answer([{ figure, theory: null, ...fields }])).length;
    expect(groups({ mean: 0 })).toBe(0);
    expect(groups({ mean: 0.1 })).toBe(1);
    expect(groups({ mean: 0, theory })).toBe(1);
  });
});
