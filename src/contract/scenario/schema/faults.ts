import { z } from 'zod';
import { count, ms, seconds } from './ranges.ts';

const lasting = { at_s: seconds, for_s: seconds.gt(0) };

export const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('redis_down'), ...lasting }),
  z.strictObject({
    kind: z.literal('external_slow'),
    ...lasting,
    external: z.string(),
    factor: z.number().gt(0).max(100_000),
  }),
  z.strictObject({
    kind: z.literal('network_latency'),
    ...lasting,
    path: z.enum(['clients', 'database']),
    added_ms: ms,
  }),
  z.strictObject({ kind: z.literal('postgres_restart'), ...lasting }),
  z.strictObject({
    kind: z.literal('web_replica_lost'),
    ...lasting,
    replica: count.default(0),
  }),
]);
