/** Why a request failed. Every cause but `functional` is one of capacity. */
export const causes = [
  'postgres_refused',
  'pgbouncer_refused',
  'pool_timeout',
  'client_timeout',
  'worker_timeout',
  'web_refused',
  'throttled',
  'functional',
  'other',
] as const;
export type Cause = (typeof causes)[number];
export type CauseCounts = Readonly<Record<Cause, number>>;

interface FailureKind {
  readonly cause: Cause;
  /** The text that the application or the client logs. */
  readonly text: string;
}

const kinds: FailureKind[] = [];

/** By failure number; texts as the real programs print them (semantics A4, A10, B8, B9, B16, C15, D5). */
export const failureKinds: readonly FailureKind[] = kinds;

/** Numbers a way to fail, in the order of this file. */
function failure(cause: Cause, text: string): number {
  return kinds.push({ cause, text }) - 1;
}

/** Roles and databases have no names in a scenario. */
function tooMany(what: 'role' | 'database'): string {
  return `too many connections for ${what} "app"`;
}

function cached(error: string): string {
  return `FATAL:  server login has been failing, cached error: ${error} (server_login_retry)`;
}

const unreachable = 'connection failed: connection to server failed: FATAL:  ';
const sorry = 'sorry, too many clients already';
const startingUp = 'the database system is starting up';
const reserved = 'remaining connection slots are reserved for roles with the SUPERUSER attribute';

// Why a request failed, as the mechanism that failed it knows it. 0 is no failure.
export const NO_FAILURE = failure('other', '');
export const SLOTS_EXHAUSTED = failure('postgres_refused', `${unreachable}${sorry}`);
export const SLOTS_RESERVED = failure('postgres_refused', `${unreachable}${reserved}`);
export const PGBOUNCER_MAX_CLIENTS = failure(
  'pgbouncer_refused',
  `${unreachable}no more connections allowed (max_client_conn)`,
);
export const PGBOUNCER_LOGIN_FAILING = failure('pgbouncer_refused', cached(sorry));
export const QUERY_WAIT_TIMEOUT = failure('pool_timeout', 'FATAL:  query_wait_timeout');
export const POOL_TIMEOUT = failure(
  'pool_timeout',
  "PoolTimeout: couldn't get a connection in time",
);
export const POOL_TOO_MANY_WAITING = failure(
  'pool_timeout',
  'TooManyRequests: the pool has too many requests waiting',
);
export const CLIENT_TIMEOUT = failure(
  'client_timeout',
  'the client gave up waiting (client_timeout_s)',
);
export const WORKER_TIMEOUT = failure(
  'worker_timeout',
  'connection reset: gunicorn killed the worker (timeout)',
);
export const EXTERNAL_FAILED = failure('other', 'an external call failed or timed out');
export const FUNCTIONAL = failure('functional', 'the application refused the request');
export const CONNECT_TIMEOUT = failure(
  'web_refused',
  'connection timed out: the backlog of the web server is full',
);
export const CONNECTION_RESET = failure(
  'web_refused',
  'connection reset: the web server process ended',
);
export const ARRIVAL_DROPPED = failure(
  'other',
  'an arrival was dropped: run.users journeys were under way',
);
export const THROTTLED = failure(
  'throttled',
  'throttled: too many requests in the period of its rate',
);
export const LOCKED_OUT = failure('throttled', 'locked out: too many failed logins');
export const REDIS_DOWN = failure(
  'other',
  'ConnectionError: Error 111 connecting to redis. Connection refused.',
);
export const NO_REPLICA = failure(
  'web_refused',
  'no web server is up: connection refused, or 502 of the balancer',
);
export const SERVER_CONNECT_TIMEOUT = failure('pgbouncer_refused', 'server_connect_timeout');
export const PGBOUNCER_LOGIN_RESERVED = failure('pgbouncer_refused', cached(reserved));
export const PGBOUNCER_LOGIN_TIMED_OUT = failure('pgbouncer_refused', cached('connect timeout'));
export const CONNECTION_CLOSED = failure('other', 'the connection is closed');
export const STATEMENT_TIMEOUT = failure('other', 'canceling statement due to statement timeout');
export const LOCK_TIMEOUT = failure('other', 'canceling statement due to lock timeout');
export const DEADLOCK = failure('other', 'deadlock detected');
export const IDLE_IN_TRANSACTION = failure(
  'other',
  'FATAL:  terminating connection due to idle-in-transaction timeout',
);
export const TRANSACTION_TIMEOUT = failure(
  'other',
  'FATAL:  terminating connection due to transaction timeout',
);
export const IDLE_SESSION = failure(
  'other',
  'FATAL:  terminating connection due to idle-session timeout',
);
export const TRANSACTION_BLOCK = failure(
  'pgbouncer_refused',
  'FATAL:  transaction blocks not allowed in statement pooling mode',
);
export const ADMIN_SHUTDOWN = failure(
  'other',
  'FATAL:  terminating connection due to administrator command',
);
export const STARTING_UP = failure('postgres_refused', `${unreachable}${startingUp}`);
export const PGBOUNCER_LOGIN_STARTING_UP = failure('pgbouncer_refused', cached(startingUp));
export const STATEMENT_MISSING = failure('other', 'prepared statement "_pg3_0" does not exist');
export const ROLE_LIMIT = failure('postgres_refused', `${unreachable}${tooMany('role')}`);
export const DATABASE_LIMIT = failure('postgres_refused', `${unreachable}${tooMany('database')}`);
export const PGBOUNCER_LOGIN_ROLE_LIMIT = failure('pgbouncer_refused', cached(tooMany('role')));
export const PGBOUNCER_LOGIN_DATABASE_LIMIT = failure(
  'pgbouncer_refused',
  cached(tooMany('database')),
);

/** How a client that is logged in learns of the failed login of a server (semantics B16). */
export function cachedByPgBouncer(failure: number): number {
  if (failure === SLOTS_RESERVED) return PGBOUNCER_LOGIN_RESERVED;
  if (failure === STARTING_UP) return PGBOUNCER_LOGIN_STARTING_UP;
  if (failure === ROLE_LIMIT) return PGBOUNCER_LOGIN_ROLE_LIMIT;
  if (failure === DATABASE_LIMIT) return PGBOUNCER_LOGIN_DATABASE_LIMIT;
  if (failure === SERVER_CONNECT_TIMEOUT) return PGBOUNCER_LOGIN_TIMED_OUT;
  return PGBOUNCER_LOGIN_FAILING;
}
