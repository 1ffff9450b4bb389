import { z } from 'zod';
import { pbkdf2Iterations } from '../../../sim/model/passwordHash.ts';
import { count, ms, positive, seconds, status, upTo } from './ranges.ts';

const psycopgPool = z
  .strictObject({
    min_size: positive.default(4),
    /** Left out, it is min_size (semantics C15). */
    max_size: positive.optional(),
    timeout: seconds.gt(0).default(30),
    max_waiting: count.default(0),
    max_lifetime: seconds.default(3600),
    max_idle: seconds.default(600),
    reconnect_timeout: seconds.default(300),
  })
  .refine((pool) => pool.min_size <= (pool.max_size ?? pool.min_size), {
    path: ['max_size'],
    message: 'accepted: min_size or more',
  })
  .transform((pool) => ({ ...pool, max_size: pool.max_size ?? pool.min_size }));

/** Django's own parameters (semantics C19, C20). */
const hasher = z.union(
  [
    z.strictObject({
      pbkdf2_sha256: z.strictObject({
        iterations: upTo(100_000_000).default(pbkdf2Iterations['5.2']),
      }),
    }),
    z.strictObject({
      argon2: z.strictObject({
        time_cost: positive.default(2),
        memory_cost: upTo(100_000_000).default(102_400),
        parallelism: positive.max(255).default(8),
      }),
    }),
    z.strictObject({
      bcrypt_sha256: z.strictObject({ rounds: positive.min(4).max(31).default(12) }),
    }),
    z.strictObject({
      scrypt: z.strictObject({
        work_factor: upTo(100_000_000).default(16_384),
        block_size: positive.default(8),
        parallelism: positive.default(5),
      }),
    }),
  ],
  'accepted: {"pbkdf2_sha256": {"iterations"}}, {"argon2": {"time_cost", "memory_cost", "parallelism"}}, {"bcrypt_sha256": {"rounds"}} or {"scrypt": {"work_factor", "block_size", "parallelism"}}',
);

const throttle = z.strictObject({
  rate: z
    .string()
    .regex(
      /^\d+\/[smhd]/,
      'accepted: requests/period such as "100/hour", with a period of s, m, h or d',
    ),
  scope: z.enum(['anon', 'user']).default('anon'),
  endpoints: z.array(z.string()).nullable().default(null),
  status: status.min(400).default(429),
});

/** django-axes' own defaults (semantics C27). */
const lockout = z.strictObject({
  failure_limit: positive.default(3),
  cooloff_s: seconds.nullable().default(null),
  per: z.enum(['ip', 'user']).default('ip'),
  status: status.min(400).default(429),
});

const djangoSettings = z.strictObject({
  CONN_MAX_AGE: seconds.nullable().default(0),
  CONN_HEALTH_CHECKS: z.boolean().default(false),
  ATOMIC_REQUESTS: z.boolean().default(false),
  prepare_threshold: count.nullable().default(null), // Django's own (semantics B20)
  DEBUG: z.boolean().default(false),
  password_hash_ms: ms.default(250),
  hasher: hasher.nullable().default(null),
  stored_hasher: hasher.nullable().default(null),
  hash_machine_factor: z.number().gt(0).max(100).default(1),
  metrics_writes: count.max(100).default(0),
  error_page_ms: ms.optional(),
  python_ms_per_query: ms.default(0.3),
  connect_cpu_ms: ms.default(3), // semantics A12
  throttles: z.array(throttle).default([]), // DRF configures none (semantics C26)
  lockout: lockout.nullable().default(null),
  pool: psycopgPool.nullable().default(null),
});

/** An error page that is left out costs 1 ms, or 30 with DEBUG (semantics C16). */
export const django = djangoSettings.transform((settings) => ({
  ...settings,
  error_page_ms: settings.error_page_ms ?? (settings.DEBUG ? 30 : 1),
}));
