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

/** Why a request failed, as the mechanism that failed it knows it. 0 is no failure. */
export const NO_FAILURE = 0;
export const SLOTS_EXHAUSTED = 1;
export const SLOTS_RESERVED = 2;
export const PGBOUNCER_MAX_CLIENTS = 3;
export const PGBOUNCER_LOGIN_FAILING = 4;
export const QUERY_WAIT_TIMEOUT = 5;
export const POOL_TIMEOUT = 6;
export const POOL_TOO_MANY_WAITING = 7;
export const CLIENT_TIMEOUT = 8;
export const WORKER_TIMEOUT = 9;
export const EXTERNAL_FAILED = 10;
export const FUNCTIONAL = 11;
export const CONNECT_TIMEOUT = 12;
export const CONNECTION_RESET = 13;
export const ARRIVAL_DROPPED = 14;
export const SERVER_CONNECT_TIMEOUT = 15;
export const PGBOUNCER_LOGIN_RESERVED = 16;
export const PGBOUNCER_LOGIN_TIMED_OUT = 17;
export const CONNECTION_CLOSED = 18;
export const STATEMENT_TIMEOUT = 19;
export const LOCK_TIMEOUT = 20;
export const DEADLOCK = 21;
export const IDLE_IN_TRANSACTION = 22;
export const TRANSACTION_TIMEOUT = 23;
export const IDLE_SESSION = 24;
export const TRANSACTION_BLOCK = 25;
export const ROLE_LIMIT = 26;
export const DATABASE_LIMIT = 27;
export const PGBOUNCER_LOGIN_ROLE_LIMIT = 28;
export const PGBOUNCER_LOGIN_DATABASE_LIMIT = 29;

interface FailureKind {
  readonly cause: Cause;
  /** The text that the application or the client logs. */
  readonly text: string;
}

const reserved = 'remaining connection slots are reserved for roles with the SUPERUSER attribute';
const unreachable = 'connection failed: connection to server failed: FATAL:  ';

/** By failure number; texts as the real programs print them (semantics A4, A10, B8, B9, B16, C15, D5). */
export const failureKinds: readonly FailureKind[] = [
  { cause: 'other', text: '' },
  { cause: 'postgres_refused', text: `${unreachable}sorry, too many clients already` },
  {
    cause: 'postgres_refused',
    text: `${unreachable}${reserved}`,
  },
  {
    cause: 'pgbouncer_refused',
    text: `${unreachable}no more connections allowed (max_client_conn)`,
  },
  {
    cause: 'pgbouncer_refused',
    text: cached('sorry, too many clients already'),
  },
  { cause: 'pool_timeout', text: 'FATAL:  query_wait_timeout' },
  { cause: 'pool_timeout', text: "PoolTimeout: couldn't get a connection in time" },
  { cause: 'pool_timeout', text: 'TooManyRequests: the pool has too many requests waiting' },
  { cause: 'client_timeout', text: 'the client gave up waiting (client_timeout_s)' },
  { cause: 'worker_timeout', text: 'connection reset: gunicorn killed the worker (timeout)' },
  { cause: 'other', text: 'an external call failed or timed out' },
  { cause: 'functional', text: 'the application refused the request' },
  { cause: 'web_refused', text: 'connection timed out: the backlog of the web server is full' },
  { cause: 'web_refused', text: 'connection reset: the web server process ended' },
  { cause: 'other', text: 'an arrival was dropped: run.users journeys were under way' },
  { cause: 'pgbouncer_refused', text: 'server_connect_timeout' },
  { cause: 'pgbouncer_refused', text: cached(reserved) },
  { cause: 'pgbouncer_refused', text: cached('connect timeout') },
  { cause: 'other', text: 'the connection is closed' },
  { cause: 'other', text: 'canceling statement due to statement timeout' },
  { cause: 'other', text: 'canceling statement due to lock timeout' },
  { cause: 'other', text: 'deadlock detected' },
  { cause: 'other', text: 'FATAL:  terminating connection due to idle-in-transaction timeout' },
  { cause: 'other', text: 'FATAL:  terminating connection due to transaction timeout' },
  { cause: 'other', text: 'FATAL:  terminating connection due to idle-session timeout' },
  {
    cause: 'pgbouncer_refused',
    text: 'FATAL:  transaction blocks not allowed in statement pooling mode',
  },
  { cause: 'postgres_refused', text: `${unreachable}${tooMany('role')}` },
  { cause: 'postgres_refused', text: `${unreachable}${tooMany('database')}` },
  { cause: 'pgbouncer_refused', text: cached(tooMany('role')) },
  { cause: 'pgbouncer_refused', text: cached(tooMany('database')) },
];

/** Roles and databases have no names in a scenario. */
function tooMany(what: 'role' | 'database'): string {
  return `too many connections for ${what} "app"`;
}

function cached(error: string): string {
  return `FATAL:  server login has been failing, cached error: ${error} (server_login_retry)`;
}

/** How a client that is logged in learns of the failed login of a server (semantics B16). */
export function cachedByPgBouncer(failure: number): number {
  if (failure === SLOTS_RESERVED) return PGBOUNCER_LOGIN_RESERVED;
  if (failure === ROLE_LIMIT) return PGBOUNCER_LOGIN_ROLE_LIMIT;
  if (failure === DATABASE_LIMIT) return PGBOUNCER_LOGIN_DATABASE_LIMIT;
  if (failure === SERVER_CONNECT_TIMEOUT) return PGBOUNCER_LOGIN_TIMED_OUT;
  return PGBOUNCER_LOGIN_FAILING;
}
