import type { Scenario } from '../sim/model/scenario.ts';
import type { Django } from '../sim/model/scenario/django.ts';
import type { External } from '../sim/model/scenario/externals.ts';
import type { PgBouncer } from '../sim/model/scenario/pgbouncer.ts';
import type { Postgres } from '../sim/model/scenario/postgres.ts';
import type { Run } from '../sim/model/scenario/run.ts';
import type { Web } from '../sim/model/scenario/web.ts';
import type { Workload } from '../sim/model/scenario/workload.ts';

/**
 * What becomes of a setting on the rig. `honoured`: the real programs are set or driven so. `cost`: how long something takes,
 * which real programs do not ask. `only`: other values are refused, for `because`. `leftOut`: other values than `usual` change
 * nothing here, and are named.
 */
export type Treatment =
  | 'honoured'
  | 'cost'
  | { readonly only: readonly unknown[]; readonly because: string }
  | { readonly usual: unknown; readonly leftOut: string };
type Treatments<Section> = Readonly<Record<keyof Section, Treatment>>;

const only = (value: unknown, because: string): Treatment => ({ only: [value], because });

export const run: Treatments<Run> = {
  users: 'honoured',
  spawn_rate: 'honoured',
  run_time_s: 'honoured',
  stages: 'honoured',
};

export const workload: Treatments<Workload> = {
  generator_cpu_ms: 'cost',
  keep_alive: 'honoured',
  client_timeout_s: 'honoured',
  retry: only(null, "the rig's users do not retry"),
  client_addresses: {
    usual: 1,
    leftOut: 'all requests come from 127.0.0.1, which nothing on the rig looks at',
  },
  arrivals: only(null, 'Locust runs a number of users, not arrivals'),
  user_classes: 'honoured',
};

export const web: Treatments<Web> = {
  server: { only: ['gunicorn', 'runserver'], because: 'the rig has no other server' },
  worker_class: {
    only: ['sync', 'gthread'],
    because: "psycopg2 would block gevent's loop during every query",
  },
  workers: 'honoured',
  threads: 'honoured',
  worker_connections: 'honoured',
  backlog: 'honoured',
  somaxconn: { usual: 4096, leftOut: 'the kernel keeps its own limit' },
  timeout: 'honoured',
  max_requests: 'honoured',
  max_requests_jitter: 'honoured',
  keepalive: 'honoured',
  graceful_timeout: 'honoured',
  worker_boot_s: 'cost',
  replicas: only(1, 'the rig has no balancer'),
  balancer: 'cost',
  cpu_cores: 'honoured',
  cpu_speed_sigma: 'cost',
  switch_interval_ms: 'honoured',
  background_cores: { usual: 0, leftOut: 'the rig starts no other work' },
  thread_start_ms: 'cost',
  client_hop_ms: 'cost',
  requests_per_gc: 'cost',
  failures_per_gc: 'cost',
};

export const django: Treatments<Django> = {
  CONN_MAX_AGE: 'honoured',
  CONN_HEALTH_CHECKS: only(false, "Debian's Django 3.2 has no such setting"),
  ATOMIC_REQUESTS: 'honoured',
  DEBUG: 'honoured',
  prepare_threshold: only(null, 'psycopg2 prepares nothing'),
  password_hash_ms: 'honoured',
  hasher: 'honoured',
  stored_hasher: only(null, 'the rig stores no passwords'),
  hash_machine_factor: 'cost',
  metrics_writes: 'honoured',
  error_page_ms: 'honoured',
  python_ms_per_query: 'cost',
  connect_cpu_ms: 'cost',
  throttles: only([], 'the rig has no Django REST framework'),
  lockout: only(null, 'the rig has no django-axes'),
  pool: only(null, 'the pool needs Django 5.1 and psycopg 3'),
};

export const pgbouncer: Treatments<PgBouncer> = {
  pool_mode: 'honoured',
  default_pool_size: 'honoured',
  min_pool_size: 'honoured',
  reserve_pool_size: 'honoured',
  reserve_pool_timeout: 'honoured',
  max_db_connections: 'honoured',
  max_user_connections: 'honoured',
  max_client_conn: 'honoured',
  query_wait_timeout: 'honoured',
  server_login_retry: 'honoured',
  server_idle_timeout: 'honoured',
  server_lifetime: 'honoured',
  server_connect_timeout: 'honoured',
  server_round_robin: 'honoured',
  replicas: only(1, 'the rig starts one PgBouncer'),
  max_prepared_statements: { usual: 200, leftOut: 'psycopg2 prepares nothing' },
  admin_clients: 'honoured',
  cpu_us_per_statement: 'cost',
  hop_ms: 'cost',
  client_login_ms: 'cost',
};

export const postgres: Treatments<Postgres> = {
  max_connections: 'honoured',
  superuser_reserved_connections: 'honoured',
  reserved_connections: only(0, 'PostgreSQL has it from version 16 on'),
  role: 'honoured',
  cpu_cores: 'honoured',
  active_knee: 'cost',
  loss_past_knee: 'cost',
  role_connection_limit: 'honoured',
  database_connection_limit: 'honoured',
  postmaster_ms: 'cost',
  fork_ms: 'cost',
  tls_ms: { usual: 0, leftOut: 'the rig connects without TLS' },
  auth_ms: 'cost',
  start_up_ms: 'cost',
  exit_cpu_ms: 'cost',
  round_trip_ms: 'cost',
  connect_round_trips: 'cost',
  commit_flush_ms: 'honoured',
  statement_timeout: 'honoured',
  lock_timeout: 'honoured',
  transaction_timeout: only(0, 'PostgreSQL has it from version 17 on'),
  idle_in_transaction_session_timeout: 'honoured',
  idle_session_timeout: 'honoured',
  deadlock_timeout: 'honoured',
  exit_ms: 'cost',
  backend_memory_mib: 'cost',
  memory_mib: 'cost',
  slots_taken_before: 'honoured',
  slots_released_at_s: 'honoured',
};

export const external: Treatments<External> = {
  latency: 'honoured',
  timeout_s: 'honoured',
  fail_open: 'honoured',
  cache_hit_ratio: 'honoured',
  cache: 'honoured',
  mode: {
    usual: 'inline',
    leftOut: 'handing the call over takes its python_ms, and nobody then makes it',
  },
  python_ms: 'honoured',
};

export const whole: Treatments<Pick<Scenario, 'redis' | 'celery' | 'faults'>> = {
  celery: only(null, 'the rig has no Celery'),
  redis: only(null, 'the rig has no Redis'),
  faults: only([], 'the rig breaks nothing'),
};
