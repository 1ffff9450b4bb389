import { expect, test } from 'vitest';
import { grouped } from './grouped.ts';

test('whole numbers have their thousands separated', () => {
  expect([0, 7, 999, 1000, 3467.4, 1_234_567].map(grouped)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '3,467',
    '1,234,567',
  ]);
});

test('numbers below 0 keep their sign, unless they round to 0', () => {
  expect([-1234, -999.6, -0.4].map(grouped)).toEqual(['-1,234', '-1,000', '0']);
});
