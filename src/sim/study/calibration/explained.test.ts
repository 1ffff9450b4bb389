import { describe, expect, test } from 'vitest';
import { StreamBank } from '../../kernel/randomStreams.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { explainedShare } from './explained.ts';

const draws = new StreamBank(5, 'test', 1);
const column = (): number[] => Array.from({ length: 200 }, () => normalQuantile(draws.uniform(0)));

describe('the share of an answer that a measurement explains', () => {
  const known = column();
  const noise = column();

  test('is all of it when the answer follows from the measurement', () => {
    const answers = known.map((value) => 60 - 2 * value);
    expect(explainedShare(answers, [noise, known])).toBeCloseTo(1, 6);
  });

  test('is about half where noise of the same size is added', () => {
    const answers = known.map((value, i) => value + noise[i]!);
    const share = explainedShare(answers, [known]);
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  test('is hardly anything of pure chance, however many columns there are to choose from', () => {
    const columns = Array.from({ length: 80 }, column);
    expect(explainedShare(noise, columns)).toBeLessThan(0.05);
  });

  test('is nothing of an answer that is certain', () => {
    expect(
      explainedShare(
        known.map(() => 60),
        [known],
      ),
    ).toBe(0);
  });
});
