import { z } from 'zod';

/**
 * A measured run of a real stack (Locust, gunicorn or runserver, Django, PgBouncer, PostgreSQL) with what it was configured
 * to be: what the simulator is held against. Times in ms unless the name says s.
 */

const nonNegative = z.number().min(0);

/** Requests of one endpoint (or of all together) in a window of the run; latencies are null where there was no request. */
const figures = z.strictObject({
  requests: nonNegative,
  failures: nonNegative,
  /** Completed per s of the window, and of these without failure. */
  rps: nonNegative,
  ok_rps: nonNegative,
  avg_ms: nonNegative.nullable(),
  p50_ms: nonNegative.nullable(),
  p95_ms: nonNegative.nullable(),
});
export type Figures = z.infer<typeof figures>;

/** Requests that began at `from_s` or later. */
const window = z.strictObject({ from_s: nonNegative, endpoints: z.record(z.string(), figures) });

/** A repetition with another seed, known in total only. */
const repetition = z.strictObject({
  whole: figures.nullable(),
  steady: figures.nullable(),
  most_connections: nonNegative.nullable(),
});

const classMix = z.looseObject({
  share: nonNegative,
  on_start: z.array(z.string()).default([]),
  tasks: z.record(z.string(), nonNegative).default({}),
});

/** How the run was set up, in the words of the files that describe it. Unknown keys are kept out, not refused. */
export const rigConfig = z.object({
  users: nonNegative.nullish(),
  spawn_rate_per_s: z.number().gt(0).default(10),
  run_time_s: z.number().gt(0),
  /** `exp:MEAN`, `uniform:LOW:HIGH` or `const:VALUE`, s. */
  wait_time: z.string(),
  /** Weights of endpoints, or classes of users. */
  mix: z.record(z.string(), z.union([nonNegative, classMix])),
  /** Stages: until when (s), users, users started or stopped per s. */
  shape: z.array(z.tuple([nonNegative, nonNegative, z.number().gt(0)])).nullish(),
  http_keep_alive: z.boolean().default(true),
  server: z.object({
    kind: z.enum(['gthread', 'sync', 'runserver']),
    workers: nonNegative.default(1),
    threads: nonNegative.default(1),
    /** null: connections are never closed. */
    conn_max_age_s: nonNegative.nullable().default(0),
  }),
  pgbouncer: z
    .object({
      pool_mode: z.enum(['session', 'transaction']).default('session'),
      default_pool_size: nonNegative.default(20),
      max_client_conn: nonNegative.default(100),
      query_wait_timeout: nonNegative.default(120),
      reserve_pool_size: nonNegative.default(0),
      reserve_pool_timeout: nonNegative.default(5),
      server_login_retry: nonNegative.default(15),
    })
    .nullish(),
  postgres: z.object({
    max_connections: nonNegative.default(100),
    superuser_reserved_connections: nonNegative.default(3),
  }),
  endpoints: z
    .record(
      z.string(),
      z.object({
        db_hold_ms: nonNegative.optional(),
        transaction: z.boolean().optional(),
        cpu_ms: z.union([z.number(), z.string()]).optional(),
        sleep_ms: nonNegative.optional(),
      }),
    )
    .default({}),
  app: z
    .object({
      pbkdf2_iterations: nonNegative.nullish(),
      breach_sleep_ms: nonNegative.nullish(),
      auth_required_on_groups: z.boolean().nullish(),
      known_accounts: nonNegative.nullish(),
    })
    .default({}),
});
export type RigConfig = z.infer<typeof rigConfig>;

export const truthCase = z.strictObject({
  format: z.literal('plimsoll.truth-case'),
  version: z.literal(1),
  name: z.string().min(1),
  title: z.string(),
  config: rigConfig,
  /** Cores that other work on the machine used during the run. */
  others_cores: nonNegative,
  /** All requests. */
  whole: window,
  /** Those after the ramp, where the file tells them apart. */
  steady: window.nullable(),
  /** By endpoint: requests in flight at the end. */
  unfinished: z.record(z.string(), nonNegative).nullable(),
  most_connections: nonNegative.nullable(),
  /** By endpoint: status and text, and how often. */
  errors: z.record(z.string(), z.record(z.string(), nonNegative)),
  repetitions: z.array(repetition),
});
export type TruthCase = z.infer<typeof truthCase>;
export type Window = TruthCase['whole'];
