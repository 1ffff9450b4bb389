import { expect, test } from 'vitest';
import { inTurns, middle } from './turns.ts';

test('subjects take turns, and each has its own results', async () => {
  const order: string[] = [];
  const results = await inTurns(['a', 'b'], 3, (subject, round) => {
    order.push(subject);
    return Promise.resolve(`${subject}${round}`);
  });
  expect(order.join('')).toBe('ababab');
  expect(results).toEqual([
    ['a0', 'a1', 'a2'],
    ['b0', 'b1', 'b2'],
  ]);
});

test('the middle one is found by what is asked of each, whatever the order', () => {
  expect(middle([{ s: 9 }, { s: 1 }, { s: 5 }], ({ s }) => s)).toEqual({ s: 5 });
});
