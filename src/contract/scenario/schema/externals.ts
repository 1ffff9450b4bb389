import { z } from 'zod';
import { cached } from './endpoints.ts';
import { durationMs, ms, seconds, share, upTo } from './ranges.ts';

export const external = z.strictObject({
  latency: durationMs,
  timeout_s: seconds.gt(0).default(5),
  fail_open: z.boolean().default(true),
  cache_hit_ratio: share.default(0),
  cache: z
    .strictObject({
      ...cached,
      keys: upTo(1_048_576).default(1_048_576), // 16^5 prefixes of HIBP (semantics E1)
      ttl_s: seconds.default(86_400),
    })
    .nullable()
    .default(null),
  mode: z.enum(['inline', 'offloaded']).default('inline'),
  python_ms: ms.default(2),
});
