import { describe, expect, it } from 'vitest';
import { count, ofDifference, ofMean, ofOneRun, percent, points, whole } from './figures.ts';

describe('figures', () => {
  it('separate thousands', () => {
    expect([0, 7, 999, 1000, 3467.4, 1_234_567, null].map(whole)).toEqual([
      '0',
      '7',
      '999',
      '1,000',
      '3,467',
      '1,234,567',
      '–',
    ]);
  });

  it('have a decimal only where it says something', () => {
    expect([35, 35.25, 99.96, 135.4, null].map(count)).toEqual(['35', '35.3', '100.0', '135', '–']);
    expect([0.7254, 0, null].map(percent)).toEqual(['72.5 %', '0.0 %', '–']);
  });

  it('show a difference with its sign', () => {
    expect(ofDifference({ mean: -1234, ci: [-1500, 12], n: 5 }, whole)).toBe(
      '-1,234 [-1,500, +12]',
    );
    expect(ofDifference({ mean: 0, ci: [0, 0], n: 5 }, points)).toBe('0.0 pt');
    expect(ofDifference({ mean: -0.0001, ci: null, n: 1 }, points)).toBe('0.0 pt');
    expect(ofDifference({ mean: 0.125, ci: [0.1, 0.15], n: 5 }, points)).toBe(
      '+12.5 pt [+10.0 pt, +15.0 pt]',
    );
    expect(ofDifference({ mean: null, ci: null, n: 0 }, points)).toBe('–');
  });

  it('show the interval that is meant, and none where there is no spread', () => {
    const estimate = { mean: 10, low: 2, high: 30, ci: [9, 11] as const, n: 5 };
    expect(ofOneRun(estimate, whole)).toBe('10 [2, 30]');
    expect(ofMean(estimate, whole)).toBe('10 [9, 11]');
    const constant = { mean: 91, low: 91, high: 91, ci: [91, 91] as const, n: 5 };
    expect([ofOneRun(constant, whole), ofMean(constant, whole)]).toEqual(['91', '91']);
    const none = { mean: null, low: null, high: null, ci: null, n: 0 };
    expect([ofOneRun(none, whole), ofMean(none, whole)]).toEqual(['–', '–']);
  });
});
