import { z } from 'zod';
import { step } from './endpoints.ts';
import { count, ms, positive } from './ranges.ts';

/** Celery's own defaults (semantics E5), but for the concurrency, which is the number of cores. */
export const celery = z.strictObject({
  workers: positive.max(100).default(1),
  concurrency: positive.max(1000).default(4),
  worker_prefetch_multiplier: count.default(4),
  CELERY_DB_REUSE_MAX: positive.nullable().default(null),
  cpu_cores: z.number().min(0.1).max(1024).nullable().default(null),
  enqueue_python_ms: ms.default(2),
  broker_round_trip_ms: ms.default(1),
  tasks: z.record(z.string().min(1), z.strictObject({ steps: z.array(step).min(1) })).default({}),
});
