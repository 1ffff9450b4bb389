import { describe, expect, test } from 'vitest';
import documents from '../../../fixtures/theory/cases.json' with { type: 'json' };
import { parseCases, type TheoryCase } from './cases.ts';
import { checkCase } from './checkCase.ts';
import { verificationText } from './verify.ts';

const cases = parseCases(documents);
const caseOf = (id: string): TheoryCase => cases.find((theoryCase) => theoryCase.id === id)!;

describe('checkCase', () => {
  test('finds replayed customers as they were, and the one that differs', () => {
    const bank = caseOf('trace-simpy-bank-renege');
    expect(checkCase(bank, 1).map(({ verdict }) => verdict)).toEqual([
      'agrees',
      'agrees',
      'agrees',
    ]);
    const wrong = { ...bank, expected: { ...bank.expected, waits_s: [0, 0, 1.175, 0, 0] } };
    expect(checkCase(wrong, 1).map(({ verdict }) => verdict)).toEqual([
      'agrees',
      'agrees',
      'differs',
    ]);
  });

  test('tells agreement from a difference of two per cent, and knows what it does not know', () => {
    const half = caseOf('mm1-rho0.5');
    const expected = { utilization: 0.5, mean_response_s: 2.04, beauty: 7 };
    const rows = checkCase({ ...half, expected }, 4);
    expect(rows.map(({ figure, verdict }) => [figure, verdict])).toEqual([
      ['utilization', 'agrees'],
      ['mean_response_s', 'differs'],
      ['beauty', 'unknown figure'],
    ]);
    expect(rows[1]!.z).toBeLessThan(-3.5);
    const text = verificationText({
      format: 'plimsoll.theoryVerification',
      version: 1,
      seed: 4,
      passed: false,
      figures: 3,
      rows,
    });
    expect(text).toContain('2 of 3 figures do not agree with theory (seed 4).');
    expect(text).toMatch(/^mm1-rho0\.5 +mean_response_s +2\.04 +\d/m);
  });
});
