import { z } from 'zod';
import { count, inOrder, inOrderHint, positive, seconds } from './ranges.ts';

const spawnRate = z.number().gt(0).max(100_000);

export const run = z.strictObject({
  users: positive.max(100_000),
  spawn_rate: spawnRate,
  run_time_s: z.number().gt(0).max(604_800),
  stages: z
    .array(z.strictObject({ from_s: seconds, users: count.max(100_000), spawn_rate: spawnRate }))
    .refine(inOrder, inOrderHint)
    .default([]),
});
