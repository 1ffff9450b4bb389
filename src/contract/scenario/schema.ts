import { z } from 'zod';
import { pbkdf2Iterations } from '../../sim/model/passwordHash.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import type { EndpointStep } from '../../sim/model/scenario/endpoints.ts';

/**
 * The scenario document, version 1: ranges, documented defaults, unknown keys refused.
 * Defaults carry their source as a comment; `semantics` rules are listed in docs/SEMANTICS.md.
 */

const count = z.int().min(0).max(1_000_000);
/** From 1 to `most`; bounds that are laid over one another would both have to hold. */
const upTo = (most: number) => z.int().min(1).max(most);
const positive = upTo(1_000_000);
const seconds = z.number().min(0).max(31_536_000);
const ms = z.number().min(0).max(3_600_000);
const status = z.int().min(100).max(599);
const share = z.number().min(0).max(1);

export const durationMs = z.union(
  [
    ms,
    z.strictObject({ exponential: z.strictObject({ mean_ms: ms }) }),
    z.strictObject({
      uniform: z
        .strictObject({ min_ms: ms, max_ms: ms })
        .refine((range) => range.min_ms <= range.max_ms, 'accepted: min_ms up to max_ms'),
    }),
    z.strictObject({
      lognormal: z.strictObject({ median_ms: ms, sigma: z.number().min(0).max(3) }),
    }),
  ],
  'accepted: ms as a number >= 0, or {"lognormal": {"median_ms", "sigma"}}, {"exponential": {"mean_ms"}}, {"uniform": {"min_ms", "max_ms"}}',
);

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
    .refine(
      (stages) => stages.every((stage, i) => i === 0 || stages[i - 1]!.from_s < stage.from_s),
      'accepted: stages that each begin later than the one before',
    ),
});

const workload = z.strictObject({
  generator_cpu_ms: ms.default(0),
  keep_alive: z.boolean().default(true),
  client_timeout_s: seconds.gt(0).nullable().default(null),
  retry: retry.nullable().default(null),
  client_addresses: positive.default(1),
  arrivals: arrivals.nullable().default(null),
  user_classes: z.array(userClass).min(1),
});

const query = z.strictObject({
  count: positive.max(1000).default(1),
  server_ms: durationMs.default(0.2),
  wait_ms: durationMs.default(0),
  plan_ms: ms.default(0),
  write: z.boolean().default(false),
  row_lock: z
    .strictObject({ name: z.string().min(1), rows: positive.default(1) })
    .nullable()
    .default(null),
});

const checkPassword = z
  .strictObject({
    unknown_user_share: share.default(0),
    wrong_password_share: share.default(0),
    hash_for_unknown_user: z.boolean().default(true), // ModelBackend (semantics C23)
    failure_status: status.min(400).default(400),
  })
  .refine((check) => check.unknown_user_share + check.wrong_password_share <= 1, {
    path: ['wrong_password_share'],
    message: 'accepted: at most 1 together with unknown_user_share',
  });

const flatStep = [
  z.strictObject({ python_ms: durationMs }),
  z.strictObject({ hash: positive.max(10) }),
  z.strictObject({ check_password: checkPassword }),
  z.strictObject({ account_required: z.strictObject({ status: status.min(400) }) }),
  z.strictObject({ external: z.string() }),
  z.strictObject({ task: z.string() }),
  z.strictObject({ query }),
] as const;
const stepHint =
  'accepted: one of {"python_ms"}, {"hash"}, {"check_password"}, {"external"}, {"task"}, {"query"}, {"cached": {"steps"}}, {"transaction": [steps]}';
const cached = {
  keys: positive.default(1),
  ttl_s: seconds.default(300), // Django's cache TIMEOUT
  hit_ratio: share.nullable().default(null),
};
const transactionStep = z.strictObject({
  transaction: z.array(z.union(flatStep, stepHint)).min(1),
});
const step: z.ZodType<EndpointStep> = z.union(
  [
    ...flatStep,
    transactionStep,
    z.strictObject({
      cached: z.strictObject({
        ...cached,
        steps: z.array(z.union([...flatStep, transactionStep], stepHint)).min(1),
      }),
    }),
    z.strictObject({
      background: z.array(z.union([...flatStep, transactionStep], stepHint)).min(1),
    }),
  ],
  stepHint,
);

const endpoint = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  steps: z.array(step).min(1),
  success_status: status.default(200),
  database_error_status: status.default(500), // uncaught (semantics C16)
  token_required: z.strictObject({ status, python_ms: durationMs }).nullable().default(null),
  grants_token: z.boolean().default(false),
  grants_account: z.boolean().default(false),
  functional_failure: z
    .strictObject({ status: status.min(400), share: share.default(1) })
    .nullable()
    .default(null),
  metrics_writes: z.boolean().default(true),
});

/** gunicorn's own defaults (semantics D1); machine facts have none that is documented. */
const web = z.strictObject({
  server: z.enum(['runserver', 'gunicorn', 'uvicorn']),
  worker_class: z.enum(['sync', 'gthread', 'gevent']).default('sync'),
  workers: positive.max(1000).default(1),
  threads: positive.max(10_000).default(1),
  worker_connections: positive.default(1000),
  backlog: positive.default(2048),
  somaxconn: positive.default(4096), // Linux since 5.4 (semantics D2)
  timeout: seconds.default(30),
  keepalive: seconds.default(2),
  max_requests: count.default(0),
  max_requests_jitter: count.default(0),
  graceful_timeout: seconds.default(30),
  worker_boot_s: seconds.default(1), // a guess: importing a small Django project
  replicas: positive.max(100).default(1),
  balancer: z.enum(['round_robin', 'least_connections']).default('round_robin'),
  cpu_cores: z.number().min(0.1).max(1024).default(4),
  cpu_speed_sigma: z.number().min(0).max(1).default(0),
  burst_weight: z.number().min(1).max(1000).default(1),
  switch_interval_ms: z.number().min(0.01).max(1000).default(5),
  background_cores: z.number().min(0).max(1024).default(0),
  thread_start_ms: ms.default(0.2),
  client_hop_ms: ms.default(0.1),
  requests_per_gc: positive.default(16), // semantics C10
  failures_per_gc: positive.default(7), // measured with Django 3.2
});

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
const django = djangoSettings.transform((settings) => ({
  ...settings,
  error_page_ms: settings.error_page_ms ?? (settings.DEBUG ? 30 : 1),
}));

/** PgBouncer's own defaults (semantics B4-B17). */
const pgbouncer = z.strictObject({
  pool_mode: z.enum(['session', 'transaction', 'statement']).default('session'),
  default_pool_size: count.default(20),
  min_pool_size: count.default(0),
  reserve_pool_size: count.default(0),
  reserve_pool_timeout: seconds.default(5),
  max_db_connections: count.default(0),
  max_user_connections: count.default(0),
  max_client_conn: positive.default(100),
  query_wait_timeout: seconds.default(120),
  server_login_retry: seconds.default(15),
  server_idle_timeout: seconds.default(600),
  server_lifetime: seconds.default(3600),
  server_connect_timeout: seconds.default(15),
  server_round_robin: z.boolean().default(false),
  replicas: positive.max(1000).default(1),
  max_prepared_statements: count.default(200),
  admin_clients: count.default(0),
  cpu_us_per_statement: z.number().min(0).max(100_000).default(50),
  hop_ms: ms.default(0.1),
  client_login_ms: ms.default(1),
});

/** PostgreSQL's own defaults (semantics A1-A3); costs from A11-A13, A18. */
const postgres = z.strictObject({
  max_connections: positive.max(262_143).default(100),
  superuser_reserved_connections: count.default(3),
  reserved_connections: count.default(0),
  role: z.enum(['superuser', 'ordinary']).default('ordinary'),
  cpu_cores: z.number().min(0.1).max(1024).nullable().default(null),
  active_knee: positive.nullable().default(null),
  loss_past_knee: share.default(0.003), // semantics A16
  role_connection_limit: z.int().min(-1).max(262_143).default(-1),
  database_connection_limit: z.int().min(-1).max(262_143).default(-1),
  postmaster_ms: ms.default(0),
  fork_ms: ms.default(0.5),
  tls_ms: ms.default(0),
  auth_ms: ms.default(3),
  round_trip_ms: ms.default(0.2),
  connect_round_trips: count.max(20).default(5),
  commit_flush_ms: ms.default(1),
  statement_timeout: ms.default(0),
  lock_timeout: ms.default(0),
  transaction_timeout: ms.default(0),
  idle_in_transaction_session_timeout: ms.default(0),
  idle_session_timeout: ms.default(0),
  deadlock_timeout: ms.gt(0).default(1000),
  start_up_ms: ms.default(0), // within auth_ms, unless refusals are to cost less
  exit_cpu_ms: ms.default(0),
  exit_ms: ms.default(5),
  backend_memory_mib: z.number().min(0).max(100_000).default(10), // with the caches of a real application (semantics A15)
  memory_mib: z.number().gt(0).max(100_000_000).nullable().default(null),
  slots_taken_before: count.default(0),
  slots_released_at_s: seconds.nullable().default(null),
});

const external = z.strictObject({
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

/** semantics E8 */
const redis = z.strictObject({
  round_trip_ms: ms.default(0.2),
  python_ms: ms.default(0.075),
  ignore_exceptions: z.boolean().default(false), // django-redis
});

/** Celery's own defaults (semantics E5), but for the concurrency, which is the number of cores. */
const celery = z.strictObject({
  workers: positive.max(100).default(1),
  concurrency: positive.max(1000).default(4),
  worker_prefetch_multiplier: count.default(4),
  CELERY_DB_REUSE_MAX: positive.nullable().default(null),
  cpu_cores: z.number().min(0.1).max(1024).nullable().default(null),
  enqueue_python_ms: ms.default(2),
  broker_round_trip_ms: ms.default(1),
  tasks: z.record(z.string().min(1), z.strictObject({ steps: z.array(step).min(1) })).default({}),
});

const lasting = { at_s: seconds, for_s: seconds.gt(0) };
const fault = z.discriminatedUnion('kind', [
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

const provenance = z.strictObject({
  kind: z.enum(['measured', 'fitted', 'documented default', 'guess']),
  source: z.string().min(1),
});

const spawnRate = z.number().gt(0).max(100_000);
const run = z.strictObject({
  users: positive.max(100_000),
  spawn_rate: spawnRate,
  run_time_s: z.number().gt(0).max(604_800),
  stages: z
    .array(z.strictObject({ from_s: seconds, users: count.max(100_000), spawn_rate: spawnRate }))
    .refine(
      (stages) => stages.every((stage, i) => i === 0 || stages[i - 1]!.from_s < stage.from_s),
      'accepted: stages that each begin later than the one before',
    )
    .default([]),
});

const parameterSets = z.strictObject({
  paths: z.array(z.string().min(1)).min(1).max(200),
  point: z.array(z.number()),
  values: z.array(z.array(z.number())).min(1).max(1000),
});

export const scenarioSchema = z.strictObject({
  format: z.literal('plimsoll.scenario'),
  version: z.literal(1),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'accepted: 1-100 letters, digits, ".", "_" or "-"'),
  title: z.string().min(1).max(300),
  description: z.string().max(10_000).default(''),
  run,
  workload,
  endpoints: z.record(z.string().min(1), endpoint),
  web,
  django,
  pgbouncer: pgbouncer.nullable().default(null),
  postgres,
  externals: z.record(z.string().min(1), external).default({}),
  redis: redis.nullable().default(null),
  celery: celery.nullable().default(null),
  faults: z.array(fault).default([]),
  provenance: z.record(z.string(), provenance).default({}),
  parameter_sets: parameterSets.nullable().default(null),
}) satisfies z.ZodType<Scenario>;
