/**
 * The scenario: everything that one simulated load test is made of. Plain, readonly data.
 *
 * Keys are the real setting names (`max_connections`, `CONN_MAX_AGE`, `default_pool_size`) with their own units;
 * keys of ours carry the unit in the name (`_s`, `_ms`, `_us`). The document that users write may leave out
 * whatever has a documented default; `contract/scenario` fills it in and checks the ranges.
 */

/** A duration in ms: a constant, or a distribution. */
export type DurationMs =
  | number
  | { readonly exponential: { readonly mean_ms: number } }
  | { readonly uniform: { readonly min_ms: number; readonly max_ms: number } }
  | { readonly lognormal: { readonly median_ms: number; readonly sigma: number } };

/** Locust's wait_time, in s (semantics F4). */
export type WaitTime =
  | { readonly between: readonly [number, number] }
  | { readonly constant: number }
  | { readonly constant_pacing: number }
  /** Tasks per s: `constant_pacing` of its reciprocal. */
  | { readonly constant_throughput: number }
  | { readonly exponential: number };

/** When a scripted request is issued; a skipped one leaves no row (semantics F5, H3). */
export type StepCondition = 'always' | 'previous_ok' | 'previous_failed' | 'has_token';

export interface ScriptedRequest {
  readonly request: string;
  readonly when: StepCondition;
}

export interface WeightedTask extends ScriptedRequest {
  readonly weight: number;
}

export interface UserClass {
  readonly name: string;
  readonly weight: number;
  /** So many users, placed before all others (semantics F2); null: a share by weight. */
  readonly fixed_count: number | null;
  readonly wait_time: WaitTime;
  readonly on_start: readonly ScriptedRequest[];
  /** `weighted` draws each task by its weight; `sequential` goes through them in order, each as often as its weight. */
  readonly task_order: 'weighted' | 'sequential';
  readonly tasks: readonly WeightedTask[];
}

/** From `from_s` on the number of users goes to `users`, as a stage of Locust's LoadTestShape makes it. */
export interface Stage {
  readonly from_s: number;
  readonly users: number;
  /** Users started or stopped per second, in bursts as at the beginning (semantics F2). */
  readonly spawn_rate: number;
}

export interface Run {
  /** Users from the beginning on, until the first of `stages`. */
  readonly users: number;
  /** Users started per second, in Locust's bursts (semantics F2). */
  readonly spawn_rate: number;
  readonly run_time_s: number;
  /** In the order of time; empty: the number of users stays. */
  readonly stages: readonly Stage[];
}

/** From `from_s` on, `per_s` journeys begin per s. */
export interface ArrivalStage {
  readonly from_s: number;
  readonly per_s: number;
}

/**
 * An open workload in the place of a number of users: a journey is `on_start` and one task, or all tasks once if they are
 * sequential. `run.users` is the most journeys at once; who comes beyond is turned away and counted.
 */
export interface Arrivals {
  readonly process: 'poisson' | 'even';
  readonly stages: readonly ArrivalStage[];
}

/** What clients do about failures; each attempt is a request of its own in the statistics. */
export interface Retry {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  /** s before the second attempt, and by what it grows from one attempt to the next. */
  readonly backoff_s: number;
  readonly factor: number;
  readonly max_backoff_s: number;
  /** `full`: uniform between 0 and the backoff. */
  readonly jitter: 'none' | 'full';
  /** Answers that are worth another attempt. */
  readonly statuses: readonly number[];
  /** Whether a connection that fails or times out is, too. */
  readonly without_answer: boolean;
}

export interface Workload {
  /** CPU of the load generator for each request, on the cores of the web server, ms. */
  readonly generator_cpu_ms: number;
  /** HTTP keep-alive: one TCP connection per user (semantics F8); false: a new one per request. */
  readonly keep_alive: boolean;
  /** s after which the client gives up; null waits for ever, as HttpUser does (semantics F9). */
  readonly client_timeout_s: number | null;
  /** null: users fail once and go on, as Locust's do. */
  readonly retry: Retry | null;
  /** IP addresses that the users come from, in turn; a load test has one for each generator (semantics C26). */
  readonly client_addresses: number;
  /** null: a closed workload of `run.users` users. */
  readonly arrivals: Arrivals | null;
  readonly user_classes: readonly UserClass[];
}

/** What a view does, in order. A query needs a connection; a transaction keeps it on one server connection. */
export type EndpointStep =
  | { readonly python_ms: DurationMs }
  | { readonly hash: number }
  | { readonly check_password: CheckPassword }
  /** A user without an account is turned away here: a functional failure. */
  | { readonly account_required: { readonly status: number } }
  | { readonly external: string }
  | { readonly query: Query }
  /** Hands a Celery task to the broker. */
  | { readonly task: string }
  | { readonly cached: Cached & { readonly steps: readonly EndpointStep[] } }
  | { readonly transaction: readonly EndpointStep[] }
  /** A thread that the view starts and does not wait for: it uses a connection of its own and leaves it behind (semantics C9). */
  | { readonly background: readonly EndpointStep[] };

/** An answer that is looked up in Django's cache before it is computed, and stored after. */
export interface Cached {
  /** Different answers, all asked for equally often. */
  readonly keys: number;
  /** s that an answer is kept. */
  readonly ttl_s: number;
  /** Share of the questions that find an answer, 0..1; null: what keys and ttl_s make of it. */
  readonly hit_ratio: number | null;
}

/** Django's `check_password` at a login (semantics C23, C24). */
export interface CheckPassword {
  /** Shares of the logins, 0..1. */
  readonly unknown_user_share: number;
  readonly wrong_password_share: number;
  /** `ModelBackend` hashes for an unknown user, too; a lookup of the view's own does not. */
  readonly hash_for_unknown_user: boolean;
  /** Answer to both: a functional failure. */
  readonly failure_status: number;
}

export interface Query {
  /** How many such statements follow one another. */
  readonly count: number;
  /** CPU of the PostgreSQL backend per statement, ms. */
  readonly server_ms: DurationMs;
  /** Time that the backend is busy without needing CPU (disk, `pg_sleep`), ms. */
  readonly wait_ms: DurationMs;
  /** CPU of the backend to parse and plan the statement, ms; saved once it is prepared (semantics B18). */
  readonly plan_ms: number;
  /** A write waits for a WAL flush at commit (semantics A18). */
  readonly write: boolean;
  /** Locks one of `rows` rows, equally likely, until its transaction ends (semantics A20); null: nobody else wants its rows. */
  readonly row_lock: RowLock | null;
}

export interface RowLock {
  /** Queries with the same name lock the same rows. */
  readonly name: string;
  readonly rows: number;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly steps: readonly EndpointStep[];
  readonly success_status: number;
  /** Status when the view's database access fails: 500 uncaught, 503 where the view catches it (semantics C16, C17). */
  readonly database_error_status: number;
  /** Refusal of a request without a token, before any query (semantics C25); null: no token needed. */
  readonly token_required: { readonly status: number; readonly python_ms: DurationMs } | null;
  /** A success hands the user a token. */
  readonly grants_token: boolean;
  /** A success makes an account for the user. */
  readonly grants_account: boolean;
  /** The application refuses although all steps ran: a functional failure, not one of capacity (semantics H3). */
  readonly functional_failure: { readonly status: number; readonly share: number } | null;
  /** Whether the metrics middleware writes its rows after this endpoint (semantics C18). */
  readonly metrics_writes: boolean;
}

export interface Web {
  readonly server: 'runserver' | 'gunicorn' | 'uvicorn';
  readonly worker_class: 'sync' | 'gthread' | 'gevent';
  readonly workers: number;
  readonly threads: number;
  /** Connections that one gthread or gevent worker has open at most, idle ones included (semantics D4, D7). */
  readonly worker_connections: number;
  readonly backlog: number;
  /** The kernel's own limit on any backlog (semantics D2). */
  readonly somaxconn: number;
  /** s */
  readonly timeout: number;
  /** s an idle connection is kept */
  readonly keepalive: number;
  /** Requests after which a worker is replaced, and up to how many more by chance (semantics D6); 0: never. */
  readonly max_requests: number;
  readonly max_requests_jitter: number;
  /** s that a worker which is to end waits for the requests that it still works on. */
  readonly graceful_timeout: number;
  /** s from the end of a worker until its successor accepts. */
  readonly worker_boot_s: number;
  /** Machines that run the web server, each with all of the above, behind a balancer if there are several. */
  readonly replicas: number;
  readonly balancer: 'round_robin' | 'least_connections';
  /** Cores of one machine that runs Django; shared by all processes on it. */
  readonly cpu_cores: number;
  /**
   * How much the speed of the cores differs from run to run: standard deviation of its logarithm. Laptops, containers and
   * shared virtual machines are not equally fast every day, and no number of requests within one run averages that out.
   */
  readonly cpu_speed_sigma: number;
  /** `sys.getswitchinterval()`, ms: how long the GIL is kept when others wait (semantics C22). */
  readonly switch_interval_ms: number;
  /** Cores that other work on the machine would use if it had them to itself. */
  readonly background_cores: number;
  /** Python CPU to accept a connection and start its thread, ms. */
  readonly thread_start_ms: number;
  /** One way between load generator and web server, ms. */
  readonly client_hop_ms: number;
  /**
   * Requests between two runs of Python's cyclic garbage collector over what is young, in one process: it frees the
   * connections that ended threads have left (semantics C10, M6).
   */
  readonly requests_per_gc: number;
  /** The same of requests that fail by an error of the database: its traceback is more garbage than a page. */
  readonly failures_per_gc: number;
}

export interface Django {
  /** s from connect; 0 closes at the end of each request, null never (semantics C3). */
  readonly CONN_MAX_AGE: number | null;
  readonly CONN_HEALTH_CHECKS: boolean;
  readonly ATOMIC_REQUESTS: boolean;
  /** Runs on a connection after which psycopg prepares a statement; null, as Django has it: never (semantics B18, B20). */
  readonly prepare_threshold: number | null;
  readonly DEBUG: boolean;
  /** CPU of one password hash on one core, without the GIL, ms (semantics C20, C21); unless `hasher` is given. */
  readonly password_hash_ms: number;
  /** The first of PASSWORD_HASHERS; null: `password_hash_ms` as it is. */
  readonly hasher: PasswordHasher | null;
  /** How passwords have been stored before the test, to be hashed anew at the next login (semantics C24); null: as they are now. */
  readonly stored_hasher: PasswordHasher | null;
  /** CPU of a hash on a core of this machine over that on the reference machine (semantics C20). */
  readonly hash_machine_factor: number;
  /** Rows that the metrics middleware writes after each response, each its own transaction; 0: no such middleware. */
  readonly metrics_writes: number;
  /** Python CPU of an error page: tens of ms with DEBUG (semantics C16). */
  readonly error_page_ms: number;
  /** Python CPU around each statement: the ORM and the driver under the GIL, ms. */
  readonly python_ms_per_query: number;
  /** Client CPU to open a connection, without the GIL (libpq, SCRAM), ms. */
  readonly connect_cpu_ms: number;
  /** In the order in which they are checked, after authentication (semantics C25). */
  readonly throttles: readonly Throttle[];
  readonly lockout: Lockout | null;
  /** psycopg_pool inside Django 5.1+ (semantics C14, C15); null: connections per thread. */
  readonly pool: PsycopgPool | null;
}

/** Django's password hashers with their own parameters. */
export type PasswordHasher =
  | { readonly pbkdf2_sha256: { readonly iterations: number } }
  | {
      readonly argon2: {
        readonly time_cost: number;
        /** KiB */
        readonly memory_cost: number;
        readonly parallelism: number;
      };
    }
  | { readonly bcrypt_sha256: { readonly rounds: number } }
  | {
      readonly scrypt: {
        readonly work_factor: number;
        readonly block_size: number;
        readonly parallelism: number;
      };
    };

/** A throttle of Django REST framework (semantics C26). */
export interface Throttle {
  /** `100/hour`: requests per s, m, h or d. */
  readonly rate: string;
  /** `anon` counts users without a token by address, `user` those with one by user, too. */
  readonly scope: 'anon' | 'user';
  /** null: all endpoints. */
  readonly endpoints: readonly string[] | null;
  /** 429 of DRF; django-ratelimit answers 403 (semantics C27). */
  readonly status: number;
}

/** django-axes (semantics C27); counts failures of `check_password`. */
export interface Lockout {
  readonly failure_limit: number;
  /** s from the last failure; null: for ever. */
  readonly cooloff_s: number | null;
  readonly per: 'ip' | 'user';
  /** 429, in old versions 403. */
  readonly status: number;
}

/** Redis as Django's cache (semantics E8). */
export interface Redis {
  /** ms from question to answer. */
  readonly round_trip_ms: number;
  /** Python CPU of the client per operation, ms. */
  readonly python_ms: number;
  /** `IGNORE_EXCEPTIONS` of django-redis: a cache that is down is an empty one, and not a 500. */
  readonly ignore_exceptions: boolean;
}

/** Celery over Redis (semantics E5-E7). */
export interface Celery {
  /** Workers, each with `concurrency` child processes. */
  readonly workers: number;
  readonly concurrency: number;
  /** Tasks that a worker reserves beyond what it works on, times its concurrency; 0: as many as there are. */
  readonly worker_prefetch_multiplier: number;
  /** Tasks for which a child keeps its connection; null: it closes it after each. */
  readonly CELERY_DB_REUSE_MAX: number | null;
  /** Cores of the machine that runs all workers; null: those of the first web machine. */
  readonly cpu_cores: number | null;
  /** Python CPU of `delay()` in the web server, ms, and the wait for the broker's answer. */
  readonly enqueue_python_ms: number;
  readonly broker_round_trip_ms: number;
  readonly tasks: Readonly<Record<string, { readonly steps: readonly EndpointStep[] }>>;
}

/** Something that goes wrong at `at_s` and stays so for `for_s`. */
export type Fault =
  | { readonly kind: 'redis_down'; readonly at_s: number; readonly for_s: number }
  /** All sessions end at once, and nobody gets in until PostgreSQL has come up again. */
  | { readonly kind: 'postgres_restart'; readonly at_s: number; readonly for_s: number }
  | {
      readonly kind: 'external_slow';
      readonly at_s: number;
      readonly for_s: number;
      readonly external: string;
      /** Latency is multiplied by it. */
      readonly factor: number;
    }
  | {
      readonly kind: 'network_latency';
      readonly at_s: number;
      readonly for_s: number;
      /** Which way is slower: users to web servers, each way, or web servers to the database, each round trip. */
      readonly path: 'clients' | 'database';
      readonly added_ms: number;
    }
  | {
      readonly kind: 'web_replica_lost';
      readonly at_s: number;
      readonly for_s: number;
      /** Counted from 0. */
      readonly replica: number;
    };

export interface PsycopgPool {
  readonly min_size: number;
  readonly max_size: number;
  /** s a request waits for a connection before PoolTimeout. */
  readonly timeout: number;
  /** 0: unlimited. */
  readonly max_waiting: number;
  /** s after which a connection is replaced when it comes back; 0: never. */
  readonly max_lifetime: number;
  /** s between two looks for a connection that nobody needs; 0: none is closed. */
  readonly max_idle: number;
  /** s after which a connection that cannot be opened is given up. */
  readonly reconnect_timeout: number;
}

export interface PgBouncer {
  readonly pool_mode: 'session' | 'transaction' | 'statement';
  /** 0: no limit (semantics B4). */
  readonly default_pool_size: number;
  /** Opened one per maintenance pass once a client is there (semantics B5). */
  readonly min_pool_size: number;
  readonly reserve_pool_size: number;
  /** s */
  readonly reserve_pool_timeout: number;
  /** Caps of server connections; 0: none (semantics B7). */
  readonly max_db_connections: number;
  readonly max_user_connections: number;
  readonly max_client_conn: number;
  /** s; 0: never. Checked every third of a second (semantics B9). */
  readonly query_wait_timeout: number;
  /** s (semantics B15) */
  readonly server_login_retry: number;
  /** s; 0: never (semantics B13) */
  readonly server_idle_timeout: number;
  readonly server_lifetime: number;
  readonly server_connect_timeout: number;
  /** Takes idle servers first in, first out instead of last in, first out (semantics B11). */
  readonly server_round_robin: boolean;
  /** PgBouncer processes, each with these settings; clients are dealt out in turn (semantics B24). */
  readonly replicas: number;
  /** Prepared statements followed on each server; 0: none, so that they fail on other servers (semantics B18). */
  readonly max_prepared_statements: number;
  /** Open admin consoles, which count to `max_client_conn` (semantics M11). */
  readonly admin_clients: number;
  /** CPU of its single thread per statement, µs (semantics B17). */
  readonly cpu_us_per_statement: number;
  /** Added network hop per round trip, ms. */
  readonly hop_ms: number;
  /** Client CPU to log in at PgBouncer, ms (semantics M11). */
  readonly client_login_ms: number;
}

export interface Postgres {
  readonly max_connections: number;
  readonly superuser_reserved_connections: number;
  readonly reserved_connections: number;
  /** A superuser may take the reserved slots, too (semantics A3, A7). */
  readonly role: 'superuser' | 'ordinary';
  /** Cores of the database machine; null: PostgreSQL shares the cores of the web tier. */
  readonly cpu_cores: number | null;
  /** Active backends up to which a machine of its own loses nothing; null: 2 for each core (semantics A16). */
  readonly active_knee: number | null;
  /** What each active backend beyond the knee costs, as a share of all work (semantics A16). */
  readonly loss_past_knee: number;
  /** `CONNECTION LIMIT` of the application's role and of its database; -1: none. Superusers are exempt (semantics A4). */
  readonly role_connection_limit: number;
  readonly database_connection_limit: number;
  /** CPU of the one postmaster process for each connection: accept, fork, and to bury the backend, ms. */
  readonly postmaster_ms: number;
  /** Server CPU of fork and start-up before a slot is asked for, ms (semantics A5). */
  readonly fork_ms: number;
  /** Server CPU of the TLS handshake before a slot is asked for, ms; 0: no TLS (semantics A12). */
  readonly tls_ms: number;
  /** Server CPU of authentication and start-up while the slot is held, ms (semantics A6, A12). */
  readonly auth_ms: number;
  /** Server CPU of start-up after the check of the reserved slots, ms (semantics A5). */
  readonly start_up_ms: number;
  /** Server CPU of a backend that ends, refused ones included, ms. */
  readonly exit_cpu_ms: number;
  /** Network round trip between the client side and PostgreSQL, ms. */
  readonly round_trip_ms: number;
  /** Round trips of a connect: TCP, TLS, start-up, SCRAM (semantics A13). */
  readonly connect_round_trips: number;
  /** Wait for a WAL flush by a writing transaction, ms (semantics A18). */
  readonly commit_flush_ms: number;
  /** PostgreSQL's own limits of time, ms; 0: none (semantics A19). */
  readonly statement_timeout: number;
  readonly lock_timeout: number;
  readonly transaction_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
  readonly idle_session_timeout: number;
  /** ms a backend waits for a row before it looks for a deadlock (semantics A19). */
  readonly deadlock_timeout: number;
  /** From close until the slot is free, ms (semantics A11). */
  readonly exit_ms: number;
  /** Private memory of a backend, and what the machine has for backends, MiB; null: unknown (semantics A15). */
  readonly backend_memory_mib: number;
  readonly memory_mib: number | null;
  /** Slots that others hold when the test starts (leaked connections, Celery, open consoles; semantics H5). */
  readonly slots_taken_before: number;
  /** s after the start at which those slots become free; null: never. */
  readonly slots_released_at_s: number | null;
}

export interface External {
  readonly latency: DurationMs;
  /** s; on expiry the request goes on (fail-open) or fails with 503. */
  readonly timeout_s: number;
  readonly fail_open: boolean;
  /** Share of calls answered from a cache, 0..1 (semantics E4). */
  readonly cache_hit_ratio: number;
  /** A cache in Django's cache by what is asked, such as the 16^5 prefixes of HIBP (semantics E1, E4); null: none. */
  readonly cache: Cached | null;
  /** `inline` waits for the answer, `offloaded` hands the call to Celery, or, without it, away (semantics E5, E7). */
  readonly mode: 'inline' | 'offloaded';
  /** Python CPU of the call, or of the enqueueing, ms. */
  readonly python_ms: number;
}

/** How well a setting is known. */
export type ProvenanceKind = 'measured' | 'fitted' | 'documented default' | 'guess';

export interface Provenance {
  readonly kind: ProvenanceKind;
  readonly source: string;
}

/**
 * Values of settings that are uncertain together: each of `values` is one equally likely set, in the order of `paths`. The
 * settings themselves hold `point`, the set that predictions without uncertainty use.
 */
export interface ParameterSets {
  readonly paths: readonly string[];
  readonly point: readonly number[];
  readonly values: readonly (readonly number[])[];
}

export interface Scenario {
  readonly format: 'plimsoll.scenario';
  readonly version: 1;
  /** Name in the library: letters, digits, `-`, `_`, `.`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly run: Run;
  readonly workload: Workload;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly web: Web;
  readonly django: Django;
  readonly pgbouncer: PgBouncer | null;
  readonly postgres: Postgres;
  readonly externals: Readonly<Record<string, External>>;
  /** null: Django's cache is LocMemCache, free and in each process. */
  readonly redis: Redis | null;
  /** null: what is offloaded or handed to a task costs nothing more. */
  readonly celery: Celery | null;
  readonly faults: readonly Fault[];
  /** Provenance by setting path, e.g. `postgres.max_connections`; a path that is absent is a documented default. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** What a calibration left uncertain; null: every setting counts as known. A single run uses the settings themselves. */
  readonly parameter_sets: ParameterSets | null;
}
