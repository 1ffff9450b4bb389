import { describe, expect, test } from 'vitest';
import { agreement, farLimit } from './agreement.ts';
import type { LabEstimate } from './figures.ts';
import type { Range } from './possibleRange.ts';

/** 10 in [8, 12] with a standard error of 1, of 30 replications of 1000 jobs. */
const ten: LabEstimate = { mean: 10, standardError: 1, ci: [8, 12], n: 30 };
const judged = (value: number, estimate: Partial<LabEstimate> = {}, range: Range = TIME) =>
  agreement({ ...ten, ...estimate }, { value, kind: 'exact' }, range, 1000);
const TIME: Range = [0, Infinity];
const SHARE: Range = [0, 1];

describe('agreement', () => {
  test.each([
    [10, 'inside'],
    [8, 'inside'],
    [12.5, 'near'],
    [6.2, 'near'],
    [14, 'far'],
    [6, 'far'],
  ])('an exact value of %d beside 10 in [8, 12] with a standard error of 1 is %s', (value, how) => {
    expect(judged(value)).toBe(how);
  });

  test('allows more standard errors the fewer replications there are, since they are known less surely', () => {
    expect(farLimit(30)).toBeCloseTo(3.93, 1);
    expect(farLimit(1000)).toBeCloseTo(3.49, 1);
    expect(farLimit(2)).toBeGreaterThan(1000);
    expect(judged(200, { n: 2 })).toBe('near');
  });

  test('says nothing of bounds and approximations, nor without an interval', () => {
    expect(agreement(ten, { value: 99, kind: 'at most' }, TIME, 1000)).toBe(null);
    expect(agreement(ten, { value: 99, kind: 'approximate' }, TIME, 1000)).toBe(null);
    expect(agreement(ten, null, TIME, 1000)).toBe(null);
    expect(judged(99, { ci: null, standardError: null })).toBe(null);
  });

  test('takes a figure without chance to the rounding of its sum', () => {
    const fixed = { standardError: 0, ci: [10, 10] as const };
    expect(judged(10 + 1e-12, fixed)).toBe('inside');
    expect(judged(10.001, fixed)).toBe('far');
  });

  test('does not blame a figure for the width of the bins that it is read from', () => {
    const sure = { standardError: 0.001, ci: [9.998, 10.002] as const };
    const exact = { value: 10.03, kind: 'exact' } as const;
    expect(agreement({ ...ten, ...sure }, exact, TIME, 1000)).toBe('far');
    expect(agreement({ ...ten, ...sure }, exact, TIME, 1000, 0.004)).toBe('near');
    expect(agreement({ ...ten, ...sure }, { ...exact, value: 10.1 }, TIME, 1000, 0.004)).toBe(
      'far',
    );
  });

  test('does not blame what never happened, unless it should have happened', () => {
    const never = { mean: 0, standardError: 0, ci: [0, 0] as const };
    const always = { mean: 1, standardError: 0, ci: [1, 1] as const };
    // 30 replications of 1000 jobs: 3 are expected, then 30.
    expect(judged(1e-4, never, TIME)).toBe(null);
    expect(judged(1e-4, never, SHARE)).toBe(null);
    expect(judged(1e-3, never, SHARE)).toBe('far');
    expect(judged(1 - 1e-4, always, SHARE)).toBe(null);
    expect(judged(1 - 1e-3, always, SHARE)).toBe('far');
  });

  test('does not take what happened once for surer than it is', () => {
    // One of 30,000, in a single replication; 4.9 times as many were to be expected.
    const once = { mean: 1 / 30_000, standardError: 1 / 30_000, ci: [0, 1e-4] as const };
    expect(judged(4.9 / 30_000, once, SHARE)).toBe('near');
    expect(judged(30 / 30_000, once, SHARE)).toBe('far');
    const allButOnce = { ...once, mean: 1 - once.mean, ci: [1 - 1e-4, 1] as const };
    expect(judged(1 - 4.9 / 30_000, allButOnce, SHARE)).toBe('near');
  });
});
