import { describe, expect, test } from 'vitest';
import { network, station } from '../testing.ts';
import { exactBelow, exponential, formulasOf, passing } from './testing.ts';

describe('two classes on one level of priority before a third one', () => {
  const of = (discipline: 'priority' | 'preemptive'): ReturnType<typeof network> =>
    network(
      { desk: station(1, { discipline }) },
      {
        a: passing(1 / 4, 'desk', 1),
        b: passing(1 / 8, 'desk', exponential(2)),
        c: passing(1 / 8, 'desk', 2, {}, { priority: 1 }),
      },
    );

  test('wait for what is in service, and for their own level only', () => {
    // (1/4 1² + 1/8 8 + 1/8 2²)/2 = 7/8 s are found in service; levels load 1/2 and 1/4.
    const document = of('priority');
    expect(exactBelow(document, 'classes.a')).toMatchObject({ meanResponse_s: 7 / 4 + 1 });
    expect(exactBelow(document, 'classes.b.visits.v')).toMatchObject({
      meanWait_s: 7 / 4,
      meanVisit_s: 15 / 4,
      waitProbability: 3 / 4,
    });
    expect(exactBelow(document, 'classes.c.visits.v')).toMatchObject({ meanWait_s: 7 });
    expect(exactBelow(document, 'stations.desk')).toMatchObject({
      meanQueueLength: 49 / 32,
      utilisation: 3 / 4,
    });
  });

  test('know nothing of the third one where they interrupt it', () => {
    const document = of('preemptive');
    expect(exactBelow(document, 'classes.a')).toMatchObject({ meanResponse_s: 9 / 4 });
    expect(exactBelow(document, 'classes.a.visits.v')).toMatchObject({
      waitProbability: 1 / 2,
      meanWait_s: 5 / 4,
    });
    expect(exactBelow(document, 'classes.b')).toMatchObject({ meanResponse_s: 13 / 4 });
    // (2 + (7/8)/(1/4)) stretched by 1/(1 - 1/2).
    expect(exactBelow(document, 'classes.c.visits.v')).toMatchObject({
      meanVisit_s: 11,
      meanWait_s: 9,
    });
    expect(exactBelow(document, 'classes.c.visits.v')).not.toHaveProperty('waitProbability');
  });

  test('stretch long services of one level more than short ones', () => {
    const document = network(
      { desk: station(1, { discipline: 'preemptive' }) },
      {
        first: passing(1 / 4, 'desk', exponential(1)),
        short: passing(1 / 8, 'desk', exponential(1), {}, { priority: 5 }),
        long: passing(1 / 16, 'desk', exponential(2), {}, { priority: 5 }),
      },
    );
    // Delayed by (1/4 + 1/8 + 1/16 4)/(3/4 1/2) = 5/3 s, then 4/3 times as long as alone.
    expect(exactBelow(document, 'classes.short')['meanResponse_s']).toBeCloseTo(5 / 3 + 4 / 3, 12);
    expect(exactBelow(document, 'classes.long')['meanResponse_s']).toBeCloseTo(5 / 3 + 8 / 3, 12);
  });
});

describe('two levels at two servers', () => {
  const of = (
    discipline: 'priority' | 'preemptive',
    lowS: number,
    capacity: number | null = null,
  ): ReturnType<typeof network> =>
    network(
      { desk: station(2, { discipline, capacity }) },
      {
        high: passing(1 / 2, 'desk', exponential(1)),
        low: passing(1 / 2, 'desk', exponential(lowS), {}, { priority: 1 }),
      },
    );

  test('that interrupt nobody wait 2/9 and 4/9 s, where all need 1 s', () => {
    // A third finds both busy, and the first of them is free after half a second.
    const document = of('priority', 1);
    expect(exactBelow(document, 'classes.high.visits.v')['meanWait_s']).toBeCloseTo(2 / 9, 12);
    expect(exactBelow(document, 'classes.low.visits.v')['meanWait_s']).toBeCloseTo(4 / 9, 12);
    expect(exactBelow(document, 'stations.desk')['waitProbability']).toBeCloseTo(1 / 3, 12);
  });

  test('that interrupt take 16/15 and 8/5 s', () => {
    const document = of('preemptive', 1);
    expect(exactBelow(document, 'classes.high')['meanResponse_s']).toBeCloseTo(16 / 15, 12);
    expect(exactBelow(document, 'classes.low')['meanResponse_s']).toBeCloseTo(8 / 5, 12);
  });

  test('have known flow only where they need different times', () => {
    for (const discipline of ['priority', 'preemptive'] as const)
      expect(formulasOf(of(discipline, 1.5))).toEqual(['flow balance', 'utilisation law']);
  });

  test('lose as many as without levels, and wait as long together, but not each of them', () => {
    // States 0 to 3 weigh 1, 1, 1/2 and 1/4: a share of 1/11 is lost, and who is not waits in 1 case of 5, for 1/2 s.
    const document = of('priority', 1, 3);
    const desk = exactBelow(document, 'stations.desk');
    expect(desk['lossProbability']).toBeCloseTo(1 / 11, 12);
    expect(desk['meanWait_s']).toBeCloseTo(1 / 10, 12);
    expect(exactBelow(document, 'classes.low')['lossProbability']).toBeCloseTo(1 / 11, 12);
    expect(exactBelow(document, 'classes.low.visits.v')).not.toHaveProperty('meanWait_s');
    expect(exactBelow(document, 'classes.low')).not.toHaveProperty('meanResponse_s');
  });
});

test('Levels that all jobs share are none', () => {
  const document = network(
    { desk: station(1, { discipline: 'preemptive' }) },
    {
      a: passing(1 / 4, 'desk', exponential(1), {}, { priority: 3 }),
      b: passing(1 / 4, 'desk', exponential(1), {}, { priority: 3 }),
    },
  );
  expect(formulasOf(document)).toContain('M/M/1');
});
