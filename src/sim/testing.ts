import type { Observer } from './observe/observer.ts';
import { simulate } from './simulate.ts';
import type { RunSummary } from './study/results.ts';
import { failureKinds } from './model/failures.ts';
import type { Scenario } from './model/scenario.ts';
import type { Endpoint, EndpointStep, Query } from './model/scenario/endpoints.ts';
import type { PgBouncer } from './model/scenario/pgbouncer.ts';
import { type Settings, withSettings } from './model/settings.ts';

/** For tests: a query that needs no CPU and keeps its connection busy for `wait_ms`. */
export function hold(wait_ms: number, query: Partial<Query> = {}): EndpointStep {
  return {
    query: { count: 1, server_ms: 0, wait_ms, plan_ms: 0, write: false, row_lock: null, ...query },
  };
}

/** For tests: a page that needs nothing but what `fields` say. */
export function page(steps: readonly EndpointStep[], fields: Partial<Endpoint> = {}): Endpoint {
  return {
    method: 'GET',
    steps,
    success_status: 200,
    database_error_status: 500,
    token_required: null,
    grants_token: false,
    grants_account: false,
    functional_failure: null,
    metrics_writes: false,
    ...fields,
  };
}

/** For tests: a PgBouncer in transaction mode that costs no time, with `fields`. */
export function freePgBouncer(fields: Partial<PgBouncer> = {}): PgBouncer {
  return {
    pool_mode: 'transaction',
    default_pool_size: 20,
    min_pool_size: 0,
    reserve_pool_size: 0,
    reserve_pool_timeout: 5,
    max_db_connections: 0,
    max_user_connections: 0,
    max_client_conn: 100,
    query_wait_timeout: 120,
    server_login_retry: 15,
    server_idle_timeout: 600,
    server_lifetime: 3600,
    server_connect_timeout: 15,
    server_round_robin: false,
    replicas: 1,
    max_prepared_statements: 200,
    admin_clients: 0,
    cpu_us_per_statement: 0,
    hop_ms: 0,
    client_login_ms: 0,
    ...fields,
  };
}

/**
 * For tests: a scenario in which nothing takes time except one query of 100 ms, with `settings` by path. All users start at
 * 0 s and ask for `Page` once; gthread with more threads than users; connections are kept; PostgreSQL has 100 slots.
 */
export function tinyScenario(settings: Settings = {}): Scenario {
  return withSettings(tiny, settings);
}

const tiny: Scenario = {
  format: 'plimsoll.scenario',
  version: 1,
  parameter_sets: null,
  name: 'tiny',
  title: 'Tiny',
  description: '',
  run: { users: 1, spawn_rate: 1000, run_time_s: 60, stages: [] },
  workload: {
    generator_cpu_ms: 0,
    keep_alive: true,
    client_timeout_s: null,
    retry: null,
    client_addresses: 1,
    arrivals: null,
    user_classes: [
      {
        name: 'User',
        weight: 1,
        fixed_count: null,
        wait_time: { constant: 1000 },
        on_start: [],
        task_order: 'weighted',
        tasks: [{ request: 'Page', when: 'always', weight: 1 }],
      },
    ],
  },
  endpoints: { Page: page([hold(100)]) },
  web: {
    server: 'gunicorn',
    worker_class: 'gthread',
    workers: 1,
    threads: 200,
    worker_connections: 1000,
    backlog: 2048,
    somaxconn: 4096,
    timeout: 30,
    keepalive: 75,
    max_requests: 0,
    max_requests_jitter: 0,
    graceful_timeout: 30,
    worker_boot_s: 0,
    replicas: 1,
    balancer: 'round_robin',
    cpu_cores: 1000,
    cpu_speed_sigma: 0,
    switch_interval_ms: 5,
    background_cores: 0,
    thread_start_ms: 0,
    client_hop_ms: 0,
    requests_per_gc: 1_000_000,
    failures_per_gc: 1_000_000,
  },
  django: {
    CONN_MAX_AGE: null,
    CONN_HEALTH_CHECKS: false,
    ATOMIC_REQUESTS: false,
    prepare_threshold: null,
    DEBUG: false,
    password_hash_ms: 0,
    hasher: null,
    stored_hasher: null,
    hash_machine_factor: 1,
    metrics_writes: 0,
    error_page_ms: 0,
    python_ms_per_query: 0,
    connect_cpu_ms: 0,
    throttles: [],
    lockout: null,
    pool: null,
  },
  pgbouncer: null,
  postgres: {
    max_connections: 100,
    superuser_reserved_connections: 3,
    reserved_connections: 0,
    role: 'superuser',
    cpu_cores: null,
    active_knee: null,
    loss_past_knee: 0,
    role_connection_limit: -1,
    database_connection_limit: -1,
    postmaster_ms: 0,
    fork_ms: 0,
    tls_ms: 0,
    auth_ms: 0,
    round_trip_ms: 0,
    connect_round_trips: 0,
    commit_flush_ms: 0,
    statement_timeout: 0,
    lock_timeout: 0,
    transaction_timeout: 0,
    idle_in_transaction_session_timeout: 0,
    idle_session_timeout: 0,
    deadlock_timeout: 1000,
    start_up_ms: 0,
    exit_cpu_ms: 0,
    exit_ms: 0,
    backend_memory_mib: 10,
    memory_mib: null,
    slots_taken_before: 0,
    slots_released_at_s: null,
  },
  externals: {},
  redis: null,
  celery: null,
  faults: [],
  provenance: {},
};

/** What a run told its observer, as lines; times in ms. */
export interface RunLog {
  /** `user endpoint status start-end`, in the order in which they ended. */
  readonly requests: readonly string[];
  /** `user endpoint start` of requests that never ended. */
  readonly unfinished: readonly string[];
  /** `time text`, the text without what all refusals begin with. */
  readonly errors: readonly string[];
  /** `time slots`, one for each moment at which the number of slots taken changed. */
  readonly slots: readonly string[];
  readonly mostSlots: number;
  readonly summary: RunSummary;
}

/** For tests: runs `scenario` and writes everything down. */
export function record(scenario: Scenario, seed = 1): RunLog {
  const names = Object.keys(scenario.endpoints);
  const requests: string[] = [];
  const unfinished: string[] = [];
  const errors: string[] = [];
  const slots: string[] = [];
  let mostSlots = 0;
  const observer: Observer = {
    requestEnded(endpoint, user, startedAt, endedAt, status) {
      requests.push(`${user} ${names[endpoint]} ${status} ${ms(startedAt)}-${ms(endedAt)}`);
    },
    requestUnfinished(endpoint, user, startedAt) {
      unfinished.push(`${user} ${names[endpoint]} ${ms(startedAt)}`);
    },
    errorLogged(time, failure) {
      errors.push(`${ms(time)} ${failureKinds[failure]!.text.replace(/^.*FATAL: {2}/, '')}`);
    },
    slotsChanged(time, used) {
      const line = `${ms(time)} `;
      if (slots.at(-1)?.startsWith(line)) slots.pop();
      slots.push(line + used);
      mostSlots = Math.max(mostSlots, used);
    },
  };
  const summary = simulate(scenario, seed, observer);
  return { requests, unfinished, errors, slots, mostSlots, summary };
}

/** ms, to the microsecond. */
function ms(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}
