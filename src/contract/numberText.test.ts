import { describe, expect, test } from 'vitest';
import { aboveZero, numberOf, readNumber, whole } from './numberText.ts';

describe('a whole number', () => {
  test.each([
    ['2', 2],
    ['1000', 1000],
    ['+7', 7],
    ['1,000', 1000],
    [' 30 ', 30],
  ])('is read from "%s"', (text, value) => {
    expect(readNumber(text, whole(2, 1000))).toEqual({ value, fault: null });
  });

  test.each(['1', '1001', '-5', '2.5', '1e2', '12abc', '1,00', '0x10', 'Infinity', '٣'])(
    'is not read from "%s"',
    (text) => {
      expect(readNumber(text, whole(2, 1000))).toEqual({
        fault: `is "${text}"; accepted: a whole number from 2 to 1000`,
      });
    },
  );

  test('is missing from a text that is empty', () => {
    expect(readNumber(' ', whole(0, 9)).fault).toBe(
      'is empty; accepted: a whole number from 0 to 9',
    );
  });
});

describe('a number above 0', () => {
  test.each([
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e9', 1e9],
    ['1E-9', 1e-9],
    ['1,234.5', 1234.5],
  ])('is read from "%s"', (text, value) => {
    expect(readNumber(text, aboveZero(1e9))).toEqual({ value, fault: null });
  });

  test.each(['0', '-1', '2e9', '1e', '.', '1,5', '1.5.2', 'NaN', '1 000'])(
    'is not read from "%s"',
    (text) => {
      expect(readNumber(text, aboveZero(1e9)).fault).toBe(
        `is "${text}"; accepted: a number above 0, up to 1000000000`,
      );
    },
  );
});

test('any number is read where the range is checked elsewhere', () => {
  expect(['-5', '1,000,000', '1e3', '12abc', ''].map(numberOf)).toEqual([
    -5,
    1_000_000,
    1000,
    null,
    null,
  ]);
});
