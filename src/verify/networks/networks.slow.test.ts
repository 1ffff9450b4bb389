import { expect, test } from 'vitest';
import { LARGEST_Z } from './compare.ts';
import { verifyNetworks } from './verify.ts';

test('random networks are simulated as every formula says that applies to them, on any seed', async () => {
  const seed = Math.floor(Date.now() / 86_400_000) % 1000;
  const { comparisons, passed } = await verifyNetworks(60, seed);
  expect(comparisons.filter(({ z }) => Math.abs(z) > LARGEST_Z)).toEqual([]);
  expect(passed).toBe(true);
  expect(comparisons.length).toBeGreaterThan(200);
});
