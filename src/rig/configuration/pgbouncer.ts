import type { PgBouncer } from '../../sim/model/scenario/pgbouncer.ts';
import { ADMIN, DATABASE, HOST, lines, ROLE, type Site } from './site.ts';

/** `pgbouncer.ini`: the settings of the scenario under their own names. */
export function pgbouncerIni(pgbouncer: PgBouncer, site: Site): string {
  const limits = [
    'pool_mode',
    'default_pool_size',
    'min_pool_size',
    'reserve_pool_size',
    'reserve_pool_timeout',
    'max_db_connections',
    'max_user_connections',
    'query_wait_timeout',
    'server_login_retry',
    'server_idle_timeout',
    'server_lifetime',
    'server_connect_timeout',
  ] as const;
  return [
    '[databases]\n',
    lines([[DATABASE, `host=${HOST} port=${site.ports.postgres} dbname=${DATABASE} user=${ROLE}`]]),
    '\n[pgbouncer]\n',
    lines([
      ['listen_addr', HOST],
      ['listen_port', site.ports.pgbouncer],
      ['unix_socket_dir', ''],
      ['auth_type', 'md5'],
      ['auth_file', `${site.folder}/userlist.txt`],
      ['admin_users', ADMIN],
      ...limits.map((limit) => [limit, pgbouncer[limit]] as const),
      ['server_round_robin', pgbouncer.server_round_robin ? 1 : 0],
      // Consoles count (semantics M11): the one of the rig has room of its own unless the scenario reckons with some.
      ['max_client_conn', pgbouncer.max_client_conn + (pgbouncer.admin_clients === 0 ? 1 : 0)],
    ]),
  ].join('');
}

/** `userlist.txt`: passwords in the clear, which PgBouncer needs to log in at PostgreSQL with SCRAM. */
export function userList(site: Site): string {
  return `"${ROLE}" "${site.applicationPassword}"\n"${ADMIN}" "${site.adminPassword}"\n`;
}
