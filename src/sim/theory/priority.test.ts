import { describe, expect, test } from 'vitest';
import { mg1 } from './mg1.ts';
import { mmc } from './mmc.ts';
import { nonPreemptivePriority, preemptivePriority, preemptivePriorityOfMany } from './priority.ts';

const exponential = { arrivalRate: 0.25, serviceS: 1, squaredCv: 1 };

describe('priorities of two equal levels at half load', () => {
  test('that interrupt nobody wait 2/3 and 4/3 s', () => {
    const [high, low] = nonPreemptivePriority([exponential, exponential]);
    expect(high!.meanWaitS).toBeCloseTo(2 / 3, 14);
    expect(low!.meanWaitS).toBeCloseTo(4 / 3, 14);
    // What one gains the other loses: in the mean they wait as without priorities.
    expect((high!.meanWaitS + low!.meanWaitS) / 2).toBeCloseTo(mg1(0.5, 1, 1).meanWaitS, 14);
  });

  test('that interrupt take 4/3 and 8/3 s', () => {
    const [high, low] = preemptivePriority([exponential, exponential]);
    expect(high!.meanResponseS).toBeCloseTo(4 / 3, 14);
    expect(low!.meanResponseS).toBeCloseTo(8 / 3, 14);
  });
});

describe('priorities of two equal levels at half load of two servers', () => {
  const levels = [1, 2].map(() => ({ ...exponential, arrivalRate: 0.5 }));

  test('that interrupt nobody wait 2/9 and 4/9 s, in the mean as long as without priorities', () => {
    const [high, low] = nonPreemptivePriority(levels, 2);
    expect(high!.meanWaitS).toBeCloseTo(2 / 9, 14);
    expect(low!.meanWaitS).toBeCloseTo(4 / 9, 14);
    expect((high!.meanWaitS + low!.meanWaitS) / 2).toBeCloseTo(mmc(1, 1, 2).meanWaitS, 14);
  });

  test('that interrupt take 16/15 and 8/5 s', () => {
    const [high, low] = preemptivePriorityOfMany(levels, 2);
    expect(high!.meanResponseS).toBeCloseTo(16 / 15, 14);
    expect(low!.meanResponseS).toBeCloseTo(8 / 5, 14);
  });
});

test('a single level is M/G/1', () => {
  const level = { arrivalRate: 0.7, serviceS: 1, squaredCv: 4 };
  const plain = mg1(0.7, 1, 2);
  expect(nonPreemptivePriority([level])[0]!.meanWaitS).toBeCloseTo(plain.meanWaitS, 12);
  expect(preemptivePriority([level])[0]!.meanResponseS).toBeCloseTo(plain.meanResponseS, 12);
});

test('the levels that overload the server wait for ever, those above them do not', () => {
  const heavy = { arrivalRate: 0.9, serviceS: 1, squaredCv: 1 };
  for (const solve of [nonPreemptivePriority, preemptivePriority]) {
    const [high, low] = solve([exponential, heavy]);
    expect(high!.meanResponseS).toBeLessThan(Infinity);
    expect(low!.meanResponseS).toBe(Infinity);
  }
  const [, low] = preemptivePriorityOfMany([exponential, { ...heavy, arrivalRate: 2 }], 2);
  expect(low!.meanResponseS).toBe(Infinity);
});
