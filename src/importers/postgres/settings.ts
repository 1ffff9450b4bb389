import { count, type Known, milliseconds } from '../text/settingsFound.ts';

const known = (name: string, kind: Known['kind']): [string, Known] => [
  name,
  { path: `postgres.${name}`, kind },
];

/** Settings of PostgreSQL that the model has. */
export const postgresSettings: ReadonlyMap<string, Known> = new Map([
  known('max_connections', count(1)),
  known('superuser_reserved_connections', count(0)),
  known('reserved_connections', count(0)),
  known('statement_timeout', milliseconds),
  known('lock_timeout', milliseconds),
  known('transaction_timeout', milliseconds),
  known('idle_in_transaction_session_timeout', milliseconds),
  known('idle_session_timeout', milliseconds),
  known('deadlock_timeout', milliseconds),
]);
