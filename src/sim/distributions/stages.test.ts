import { describe, expect, test } from 'vitest';
import type { Distribution } from './distribution.ts';
import { momentsOf } from './moments.ts';
import { fastestPhase, stagesOf } from './stages.ts';

const phased: [name: string, Distribution][] = [
  ['exponential', { exponential: { mean_s: 2 } }],
  ['Erlang', { erlang: { phases: 5, mean_s: 2 } }],
  ['gamma of a whole shape', { gamma: { shape: 3, mean_s: 2 } }],
  ['Coxian', { coxian: { rates_per_s: [4, 0.5, 2], continue: [0.125, 0.5] } }],
  [
    'hyperexponential',
    {
      hyperexponential: [
        { probability: 0.9, mean_s: 0.5 },
        { probability: 0.1, mean_s: 5 },
      ],
    },
  ],
];

describe('stagesOf', () => {
  test.each(phased)(
    'of an %s duration have its mean and its variance at any rate',
    (_, duration) => {
      const { mean, squaredCv } = momentsOf(duration);
      const fastest = fastestPhase(duration)!;
      for (const rate of [fastest, 3 * fastest]) {
        const stages = stagesOf(duration, rate, 10_000)!;
        const moment = (of: (n: number) => number): number =>
          stages.reduce((sum, p, n) => sum + p * of(n), 0);
        expect(moment(() => 1)).toBeCloseTo(1, 13);
        expect(moment((n) => n) / rate).toBeCloseTo(mean, 12);
        expect(moment((n) => n * (n + 1)) / rate ** 2).toBeCloseTo(mean ** 2 * (1 + squaredCv), 10);
      }
    },
  );

  test('of an exponential duration at twice its rate halve from each to the next', () => {
    const stages = stagesOf({ exponential: { mean_s: 1 } }, 2, 1000)!;
    expect(stages.slice(0, 4)).toEqual([0, 1 / 2, 1 / 4, 1 / 8]);
  });

  test('are none of a duration without phases, or too many', () => {
    expect(stagesOf(1, 1, 1000)).toBeNull();
    expect(fastestPhase({ gamma: { shape: 1.5, mean_s: 1 } })).toBeNull();
    expect(stagesOf({ exponential: { mean_s: 1 } }, 100, 1000)).toBeNull();
  });
});
