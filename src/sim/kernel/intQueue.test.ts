import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntQueue } from './intQueue.ts';

describe('IntQueue', () => {
  test('hands values out in the order in which they came, past its first capacity', () => {
    const queue = new IntQueue();
    for (let i = 0; i < 100; i++) queue.push(i);
    expect(queue.length).toBe(100);
    expect(Array.from({ length: 100 }, () => queue.shift())).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
  });

  test('takes only the first of equal values out, and says when there is none', () => {
    const queue = new IntQueue();
    for (const value of [7, 8, 7, 9]) queue.push(value);
    expect(queue.remove(7)).toBe(true);
    expect(queue.remove(5)).toBe(false);
    expect([queue.shift(), queue.shift(), queue.shift()]).toEqual([8, 7, 9]);
  });

  test('agrees with an array under any mix of pushing, shifting and removing', () => {
    const operation = fc.oneof(
      { weight: 4, arbitrary: fc.record({ push: fc.integer({ min: -3, max: 3 }) }) },
      { weight: 2, arbitrary: fc.constant('shift' as const) },
      { weight: 1, arbitrary: fc.record({ remove: fc.integer({ min: -3, max: 3 }) }) },
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: 'large' }), (operations) => {
        const queue = new IntQueue();
        const expected: number[] = [];
        for (const step of operations) {
          if (step === 'shift') {
            if (expected.length > 0) expect(queue.shift()).toBe(expected.shift());
          } else if ('push' in step) {
            queue.push(step.push);
            expected.push(step.push);
          } else {
            const at = expected.indexOf(step.remove);
            expect(queue.remove(step.remove)).toBe(at >= 0);
            if (at >= 0) expected.splice(at, 1);
          }
          expect(queue.length).toBe(expected.length);
          if (expected.length > 0) expect(queue.first).toBe(expected[0]);
        }
        while (expected.length > 0) expect(queue.shift()).toBe(expected.shift());
      }),
    );
  });
});
