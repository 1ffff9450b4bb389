import { decimal, note, type Rule, warning } from './lintRule.ts';

const limitsFit: Rule = ({ postgres, pgbouncer }, { connections, connectionsText }) => {
  return (['role_connection_limit', 'database_connection_limit'] as const).flatMap((setting) => {
    const limit = postgres[setting];
    if (limit < 0) return [];
    if (postgres.role === 'superuser') {
      return [
        note(
          `postgres.${setting}`,
          `is ${limit}, but PostgreSQL does not enforce it on superusers; set postgres.role to ordinary for it to take effect`,
        ),
      ];
    }
    if (pgbouncer !== null || connections <= limit) return [];
    return [
      warning(
        `postgres.${setting}`,
        `is ${limit}, and ${connectionsText}: the rest is refused with "too many connections"; raise it or use fewer threads`,
      ),
    ];
  });
};

const memorySuffices: Rule = ({ postgres }) => {
  const { max_connections, backend_memory_mib, memory_mib } = postgres;
  const needed = max_connections * backend_memory_mib;
  if (memory_mib === null || needed <= memory_mib) return [];
  return [
    warning(
      'postgres.max_connections',
      `is ${max_connections}: that many backends of ${backend_memory_mib} MiB take ${decimal(needed)} MiB, and postgres.memory_mib is ${memory_mib}; set it to at most ${Math.floor(memory_mib / backend_memory_mib)}, or pool with pgbouncer`,
    ),
  ];
};

const timeoutsMask: Rule = ({ postgres }) => {
  const { lock_timeout, statement_timeout, deadlock_timeout } = postgres;
  const notes = [];
  if (lock_timeout > 0 && statement_timeout > 0 && statement_timeout <= lock_timeout) {
    notes.push(
      note(
        'postgres.lock_timeout',
        `is ${lock_timeout} ms and statement_timeout ${statement_timeout} ms: the statement is cancelled before the wait for a row can end by it; set it below statement_timeout`,
      ),
    );
  }
  if (lock_timeout > 0 && lock_timeout <= deadlock_timeout) {
    notes.push(
      note(
        'postgres.lock_timeout',
        `is ${lock_timeout} ms and deadlock_timeout ${deadlock_timeout} ms: a deadlock ends as a lock timeout of both sides; set it above deadlock_timeout to see deadlocks`,
      ),
    );
  }
  return notes;
};

const idleSessionsFail: Rule = ({ postgres, django, pgbouncer }, { persistent }) => {
  const { idle_session_timeout } = postgres;
  if (idle_session_timeout === 0 || pgbouncer !== null) return [];
  if (!persistent || django.CONN_HEALTH_CHECKS) return [];
  return [
    warning(
      'postgres.idle_session_timeout',
      `is ${idle_session_timeout} ms with persistent connections and without django.CONN_HEALTH_CHECKS: the first request after it fails on a connection that PostgreSQL has ended; switch the checks on`,
    ),
  ];
};

const kneeWithoutCores: Rule = ({ postgres }) => {
  if (postgres.active_knee === null || postgres.cpu_cores !== null) return [];
  return [
    note(
      'postgres.active_knee',
      `is ${postgres.active_knee}, but PostgreSQL shares the cores of the web tier and has no knee of its own; set postgres.cpu_cores for it to take effect`,
    ),
  ];
};

/** A plain error page takes about 1 ms, the technical one of DEBUG tens of ms (semantics C16). */
const errorPageMatchesDebug: Rule = ({ django, provenance }) => {
  const { DEBUG, error_page_ms } = django;
  const known = provenance['django.error_page_ms']?.kind;
  // What a measurement says is not contradicted by what is usual.
  if (known === 'fitted' || known === 'measured') return [];
  if (DEBUG === error_page_ms >= 10) return [];
  return [
    note(
      'django.error_page_ms',
      DEBUG
        ? `is ${error_page_ms} with django.DEBUG: its technical error page takes tens of ms of Python; set it to about 30`
        : `is ${error_page_ms} without django.DEBUG: a plain error page takes about 1 ms of Python; set it to about 1`,
    ),
  ];
};

/** About PostgreSQL, and Django's use of it. */
export const databaseRules: readonly Rule[] = [
  limitsFit,
  memorySuffices,
  timeoutsMask,
  idleSessionsFail,
  kneeWithoutCores,
  errorPageMatchesDebug,
];
