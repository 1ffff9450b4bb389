import type { Scenario } from '../../sim/model/scenario.ts';
import type { EndpointStep, RowLock } from '../../sim/model/scenario/endpoints.ts';
import { DATABASE, HOST, lines, ROLE, type Site } from './site.ts';

/** `postgresql.conf`: the settings of the scenario, on loopback without a Unix socket. */
export function postgresqlConf({ postgres }: Scenario, site: Site): string {
  return lines([
    ['listen_addresses', `'${HOST}'`],
    ['port', site.ports.postgres],
    ['unix_socket_directories', "''"],
    ['max_connections', postgres.max_connections],
    ['superuser_reserved_connections', postgres.superuser_reserved_connections],
    ['deadlock_timeout', `${postgres.deadlock_timeout}ms`],
    // A commit that costs nothing is one that nobody waits for.
    ['fsync', postgres.commit_flush_ms > 0 ? 'on' : 'off'],
    ['password_encryption', 'scram-sha-256'],
    // Its workers would come and go between runs.
    ['autovacuum', 'off'],
    ['timezone', "'UTC'"],
    ['log_timezone', "'UTC'"],
  ]);
}

/** `pg_hba.conf`: nobody without a password. */
export function pgHbaConf(): string {
  return `host all all ${HOST}/32 scram-sha-256\n`;
}

/** SQL that makes the role and the database of the application. Statements of its own each: CREATE DATABASE wants no transaction. */
export function clusterSql({ postgres }: Scenario, site: Site): string {
  const limits = [
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'idle_session_timeout',
  ] as const;
  const isSuperuser = postgres.role === 'superuser' ? 'SUPERUSER' : 'NOSUPERUSER';
  return [
    `CREATE ROLE ${ROLE} LOGIN ${isSuperuser} CONNECTION LIMIT ${postgres.role_connection_limit} PASSWORD '${site.applicationPassword}'`,
    `CREATE DATABASE ${DATABASE} OWNER ${ROLE} CONNECTION LIMIT ${postgres.database_connection_limit}`,
    ...limits
      .filter((limit) => postgres[limit] > 0)
      .map((limit) => `ALTER ROLE ${ROLE} SET ${limit} = '${postgres[limit]}ms'`),
  ]
    .map((statement) => `${statement};\n`)
    .join('');
}

/** SQL that fills the rows that queries of the scenario lock, after `work.sql`. */
export function rowsSql(scenario: Scenario): string {
  const steps = Object.values(scenario.endpoints).flatMap((endpoint) => endpoint.steps);
  const rows = new Map<string, number>();
  for (const { name, rows: count } of steps.flatMap(rowLocks))
    rows.set(name, Math.max(count, rows.get(name) ?? 0));
  return [
    ...[...rows].map(
      ([name, count]) =>
        `INSERT INTO rig_row (name, number) SELECT '${name.replaceAll("'", "''")}', generate_series(0, ${count - 1});\n`,
    ),
    `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${ROLE};\n`,
    `GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${ROLE};\n`,
    'ANALYZE;\n',
  ].join('');
}

function rowLocks(step: EndpointStep): RowLock[] {
  if ('query' in step) return step.query.row_lock === null ? [] : [step.query.row_lock];
  const inner =
    'transaction' in step
      ? step.transaction
      : 'cached' in step
        ? step.cached.steps
        : 'background' in step
          ? step.background
          : [];
  return inner.flatMap(rowLocks);
}
