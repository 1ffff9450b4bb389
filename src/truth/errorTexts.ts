import * as failures from '../sim/model/failures.ts';

const closed =
  'server closed the connection unexpectedly | This probably means the server terminated abnormally | before or while processing the request.';

/** How psycopg2 2.9 with PostgreSQL 15 and PgBouncer 1.18 words what the simulator knows by number (semantics A4, B8, M8). */
const database: Readonly<Record<number, string>> = {
  [failures.SLOTS_EXHAUSTED]: 'FATAL:  sorry, too many clients already',
  [failures.SLOTS_RESERVED]:
    'FATAL:  remaining connection slots are reserved for non-replication superuser connections',
  [failures.PGBOUNCER_MAX_CLIENTS]: 'FATAL:  no more connections allowed (max_client_conn)',
  [failures.PGBOUNCER_LOGIN_FAILING]:
    'ERROR:  server login has been failing, try again later (server_login_retry)',
  [failures.QUERY_WAIT_TIMEOUT]: closed,
  [failures.CONNECTION_CLOSED]: closed,
};

/** What the rig's views answer when they turn a request away. */
const refusals: Readonly<Record<number, string>> = { 400: 'no such user', 401: 'unauthorized' };

/** Status and text of a failed request as the rig's load generator writes them down. */
export function errorText(status: number, failure: number): string {
  const text = database[failure];
  if (text !== undefined) return `${status} OperationalError: ${text}`;
  if (failure === failures.FUNCTIONAL) return `${status} ${refusals[status] ?? 'refused'}`;
  return `${status} ${failures.failureKinds[failure]!.text}`;
}

/** Texts of the rig that mean the same, told apart by which side was faster. */
export function sameText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
