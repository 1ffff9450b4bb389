import { describe, expect, it } from 'vitest';
import { nov8Measurement, nov8Scenario } from '../testing/documents.ts';
import { measuredBar, safeFigure, safeValue, trustOf } from './topBar.ts';

const scenario = nov8Scenario();
const fitted = {
  ...scenario,
  provenance: { 'web.cpu_cores': { kind: 'fitted', source: 'a calibration' } },
} as const;

describe('the bar above every screen', () => {
  it('calls a scenario calibrated only when something in it was fitted', () => {
    expect(trustOf({ ...scenario, provenance: {} }, 100)).toBe('default parameters');
    expect(trustOf(fitted, 100)).toBe('calibrated');
  });

  it('calls loads beyond twice the measured one extrapolated', () => {
    expect(trustOf(fitted, 100, 200)).toBe('calibrated');
    expect(trustOf(fitted, 100, 201)).toBe('extrapolated');
  });

  it('shows the measured totals as the report has them', () => {
    const bar = measuredBar(nov8Measurement(), safeFigure(null, 'as-tested', true));
    expect(bar.map(({ value }) => value.replaceAll('\u00a0', ' '))).toEqual([
      '100',
      '3.30',
      '72.5 %',
      'not recorded',
      '–',
    ]);
  });

  it('marks the largest load tried as a lower bound and an unreachable target as none', () => {
    const reason = '';
    expect(safeValue({ value: 63, low: 63, high: 64, reason }, 500)).toBe('63');
    expect(safeValue({ value: 500, low: 500, high: 500, reason }, 500)).toBe('≥ 500');
    expect(safeValue({ value: null, low: null, high: null, reason }, 500)).toBe('none');
  });
});
