import { describe, expect, test } from 'vitest';
import { nestedSpread } from './nested.ts';

describe('the spread within and between groups', () => {
  test('of a sample worked by hand', () => {
    // Groups (1, 3) and (7, 9): mean squares 2 within, 36 between, (36 - 2) / 2 = 17.
    expect(nestedSpread([1, 7, 3, 9], 2)).toEqual({ within: Math.sqrt(2), between: Math.sqrt(17) });
  });

  test('is nothing between groups that differ less than their members', () => {
    expect(nestedSpread([1, 1, 9, 9], 2)!.between).toBe(0);
  });

  test('leaves nulls out and is unknown without two values in some groups', () => {
    expect(nestedSpread([1, 7, null, 9, 3, null], 2)).toEqual(nestedSpread([1, 7, 3, 9], 2));
    expect(nestedSpread([1, 2], 2)).toBeNull();
    expect(nestedSpread([1, 2, 3], 1)).toBeNull();
  });
});
