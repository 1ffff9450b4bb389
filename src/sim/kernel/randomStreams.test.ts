import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedSeed, replicationSeed, StreamBank } from './randomStreams.ts';

const N = 100_000;

function draws(seed: number, name: string, index: number, n: number, count = index + 1): number[] {
  const bank = new StreamBank(seed, name, count);
  return Array.from({ length: n }, () => bank.uniform(index));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  let product = 0;
  for (const [i, x] of a.entries()) product += (x - 0.5) * (b[i]! - 0.5);
  return (product / a.length) * 12;
}

describe('StreamBank', () => {
  test('repeats itself for the same seed, name and index', () => {
    expect(draws(42, 'wait time', 3, 50)).toEqual(draws(42, 'wait time', 3, 50));
  });

  test('is another stream for another seed, name or index', () => {
    const base = draws(42, 'wait time', 3, 20);
    expect(draws(43, 'wait time', 3, 20)).not.toEqual(base);
    expect(draws(42, 'wait times', 3, 20)).not.toEqual(base);
    expect(draws(42, 'wait time', 4, 20)).not.toEqual(base);
  });

  test('leaves every stream in place when streams are added or others are drawn from', () => {
    const few = draws(7, 'external call', 2, 30, 3);
    const bank = new StreamBank(7, 'external call', 500);
    const many: number[] = [];
    for (let i = 0; i < 30; i++) {
      for (let other = 3; other < 20; other++) bank.uniform(other);
      bank.uniform(0);
      many.push(bank.uniform(2));
    }
    expect(many).toEqual(few);
  });

  // 4.5 standard errors: one test in 150,000 fails by chance, and the seeds are fixed.
  test.each([
    [1, 'wait time', 0],
    [2, 'service demand', 99],
    [0, '', 0],
    [0xffffffff, 'web server', 12],
  ])(
    'draws of (%d, %j, %d) are uniform: mean, variance, serial correlation and tails',
    (seed, name, index) => {
      const sample = draws(seed, name, index, N);
      const mean = sample.reduce((sum, x) => sum + x, 0) / N;
      const variance = sample.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / N;
      // Var U = 1/12; Var (U - 1/2)^2 = 1/80 - 1/144 = 1/180.
      expect(Math.abs(mean - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / N));
      expect(Math.abs(variance - 1 / 12)).toBeLessThan(4.5 * Math.sqrt(1 / 180 / N));
      expect(Math.abs(correlation(sample.slice(1), sample.slice(0, -1)))).toBeLessThan(
        4.5 / Math.sqrt(N),
      );
      const below = sample.filter((x) => x < 0.01).length;
      expect(Math.abs(below - 0.01 * N)).toBeLessThan(4.5 * Math.sqrt(0.01 * 0.99 * N));
    },
  );

  test('streams of neighbouring seeds and indices are uncorrelated', () => {
    const base = draws(1, 'wait time', 0, N, 2);
    for (const other of [
      draws(1, 'wait time', 1, N),
      draws(2, 'wait time', 0, N),
      draws(1, 'task choice', 0, N),
    ]) {
      expect(Math.abs(correlation(base, other))).toBeLessThan(4.5 / Math.sqrt(N));
    }
  });

  test('first draws of many streams are uniform, too: users must not start alike', () => {
    const bank = new StreamBank(5, 'wait time', N);
    const mean = Array.from({ length: N }, (_, i) => bank.uniform(i)).reduce((a, b) => a + b) / N;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / N));
  });

  test('stays strictly between 0 and 1, and integers below their bound', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.string(),
        fc.integer({ min: 1, max: 1000 }),
        (seed, name, below) => {
          const bank = new StreamBank(seed, name, 2);
          for (let i = 0; i < 100; i++) {
            const u = bank.uniform(0);
            expect(u).toBeGreaterThan(0);
            expect(u).toBeLessThan(1);
            const k = bank.below(1, below);
            expect(Number.isInteger(k) && k >= 0 && k < below).toBe(true);
          }
        },
      ),
    );
  });
});

describe('replicationSeed', () => {
  test('gives distinct unsigned seeds for ten thousand replications, and other ones for another study seed', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, i) => replicationSeed(1, i)));
    expect(seeds.size).toBe(10_000);
    for (const seed of seeds)
      expect(seed >= 0 && seed <= 0xffffffff && Number.isInteger(seed)).toBe(true);
    const others = Array.from({ length: 100 }, (_, i) => replicationSeed(2, i));
    expect(others.filter((seed) => seeds.has(seed))).toEqual([]);
  });
});

describe('namedSeed', () => {
  test('differs from part to part and from study to study, and not from call to call', () => {
    const parts = Array.from({ length: 5000 }, (_, i) => `case ${i}`);
    const seeds = [1, 2].flatMap((seed) => parts.map((name) => namedSeed(seed, name)));
    expect(new Set(seeds).size).toBe(10_000);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
    expect(namedSeed(2, 'case 7')).toBe(seeds[5007]);
  });
});
