import { expect, test } from 'vitest';
import documents from '../../../fixtures/theory/cases.json' with { type: 'json' };
import { parseCases } from './cases.ts';
import { verify } from './verify.ts';

/** A run takes the one whose turn it is by the day, so that no seed is picked for passing. */
const seeds = [3, 17, 101, 2718, 31_415, 65_537, 271_828, 1_000_003, 20_251_108, 4_294_967_295];

test('every known system is simulated as theory says, on any seed', async () => {
  const seed = seeds[Math.floor(Date.now() / 86_400_000) % seeds.length]!;
  const { rows, passed } = await verify(parseCases(documents), seed);
  expect(rows.filter(({ verdict }) => verdict !== 'agrees')).toEqual([]);
  expect(passed).toBe(true);
});
