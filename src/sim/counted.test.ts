import { expect, test } from 'vitest';
import { counted } from './counted.ts';

test('one thing stands in the singular, none and many in the plural', () => {
  expect([0, 1, 2].map((n) => counted(n, 'event'))).toEqual(['0 events', '1 event', '2 events']);
});

test('what is rounded to one is one, and thousands are separated', () => {
  expect(counted(1.2, 'request')).toBe('1 request');
  expect(counted(3467, 'request')).toBe('3,467 requests');
});

test('a plural of its own is taken', () => {
  expect(counted(1, 'entry', 'entries')).toBe('1 entry');
  expect(counted(0, 'entry', 'entries')).toBe('0 entries');
});
