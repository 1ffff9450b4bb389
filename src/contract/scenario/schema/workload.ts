import { z } from 'zod';
import { inOrder, inOrderHint, ms, positive, seconds, status } from './ranges.ts';

const waitTime = z.union(
  [
    z.strictObject({
      between: z
        .tuple([seconds, seconds])
        .readonly()
        .refine(([low, high]) => low <= high, 'accepted: the smaller bound first'),
    }),
    z.strictObject({ constant: seconds }),
    z.strictObject({ constant_pacing: seconds }),
    z.strictObject({ constant_throughput: z.number().gt(0).max(1_000_000) }),
    z.strictObject({ exponential: seconds }),
  ],
  'accepted: {"between": [s, s]}, {"constant": s}, {"constant_pacing": s}, {"constant_throughput": tasks/s} or {"exponential": mean s}',
);

const when = z.enum(['always', 'previous_ok', 'previous_failed', 'has_token']);

const scriptedRequest = z.strictObject({ request: z.string(), when: when.default('always') });

const userClass = z.strictObject({
  name: z.string().min(1),
  weight: positive.default(1),
  fixed_count: positive.nullable().default(null),
  wait_time: waitTime,
  on_start: z.array(scriptedRequest).default([]),
  task_order: z.enum(['weighted', 'sequential']).default('weighted'),
  tasks: z
    .array(
      z.strictObject({
        request: z.string(),
        when: when.default('always'),
        weight: positive.default(1),
      }),
    )
    .default([]),
});

/** A guess at a careful client; urllib3 and most scripts do not retry at all by default. */
const retry = z.strictObject({
  attempts: positive.min(2).max(100).default(3),
  backoff_s: seconds.default(1),
  factor: z.number().min(1).max(100).default(2),
  max_backoff_s: seconds.default(120), // urllib3
  jitter: z.enum(['none', 'full']).default('full'),
  statuses: z.array(status.min(400)).default([429, 502, 503, 504]),
  without_answer: z.boolean().default(true),
});

const arrivals = z.strictObject({
  process: z.enum(['poisson', 'even']).default('poisson'),
  stages: z
    .array(z.strictObject({ from_s: seconds, per_s: z.number().min(0).max(100_000) }))
    .min(1)
    .refine(inOrder, inOrderHint),
});

export const workload = z.strictObject({
  generator_cpu_ms: ms.default(0),
  keep_alive: z.boolean().default(true),
  client_timeout_s: seconds.gt(0).nullable().default(null),
  retry: retry.nullable().default(null),
  client_addresses: positive.default(1),
  arrivals: arrivals.nullable().default(null),
  user_classes: z.array(userClass).min(1),
});
