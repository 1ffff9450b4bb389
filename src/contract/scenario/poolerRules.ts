import type { PgBouncer } from '../../sim/model/scenario/pgbouncer.ts';
import { note, type Rule, warning } from './lintRule.ts';

/** Servers that one process opens at most, before PostgreSQL's own limits; 0: no limit. */
function serversOf(pgbouncer: PgBouncer): number {
  const { default_pool_size, reserve_pool_size, max_db_connections, max_user_connections } =
    pgbouncer;
  if (default_pool_size === 0) return 0;
  const caps = [max_db_connections, max_user_connections].filter((cap) => cap > 0);
  return Math.min(default_pool_size + reserve_pool_size, ...caps);
}

const poolFitsPostgres: Rule = ({ pgbouncer }, { freeSlots, freeSlotsText }) => {
  if (pgbouncer === null) return [];
  const { default_pool_size, reserve_pool_size, replicas } = pgbouncer;
  if (default_pool_size === 0) {
    return [
      note(
        'pgbouncer.default_pool_size',
        `is 0, which means no limit: PostgreSQL's ${freeSlots} slots (${freeSlotsText}) are the limit then; set it to at most that`,
      ),
    ];
  }
  if (serversOf(pgbouncer) * replicas <= freeSlots) return [];
  const most = Math.floor(freeSlots / replicas);
  const reserve = reserve_pool_size > 0 ? ` with a reserve of ${reserve_pool_size}` : '';
  const times = replicas > 1 ? ` in each of ${replicas} processes` : '';
  return [
    warning(
      'pgbouncer.default_pool_size',
      `is ${default_pool_size}${reserve}${times}, but PostgreSQL has ${freeSlots} slots for it (${freeSlotsText}), and the pool stays that small; set it to at most ${most} or raise postgres.max_connections`,
    ),
  ];
};

const clientsFit: Rule = ({ pgbouncer }, { connections, connectionsText }) => {
  if (pgbouncer === null) return [];
  const { max_client_conn, admin_clients, replicas } = pgbouncer;
  const room = (max_client_conn - admin_clients) * replicas;
  if (connections < room) return [];
  const isDefault = max_client_conn === 100 ? ' (its default)' : '';
  const times = replicas > 1 ? ` for each of ${replicas} processes` : '';
  const admins = admin_clients > 0 ? `, of which ${admin_clients} are admin consoles` : '';
  const sentence = `is ${max_client_conn}${isDefault}${times}${admins}, and ${connectionsText}`;
  const enough = Math.ceil(connections / replicas) + admin_clients;
  return connections > room
    ? [
        warning(
          'pgbouncer.max_client_conn',
          `${sentence}: the rest is refused with "no more connections allowed"; set it above ${enough}`,
        ),
      ]
    : [
        note(
          'pgbouncer.max_client_conn',
          `${sentence}: not one is left for a migration, a shell or the admin console; set it above ${enough}`,
        ),
      ];
};

const sessionPoolStarves: Rule = ({ pgbouncer }, { connections, persistent }) => {
  if (pgbouncer === null || pgbouncer.pool_mode !== 'session' || !persistent) return [];
  const servers = serversOf(pgbouncer) * pgbouncer.replicas;
  if (servers === 0 || connections <= servers) return [];
  return [
    warning(
      'pgbouncer.pool_mode',
      `is session with persistent Django connections: the first ${servers} of ${connections} keep all server connections, and the others hang without an error; set it to transaction, or django.CONN_MAX_AGE to 0`,
    ),
  ];
};

const statementModeRefusesBlocks: Rule = ({ pgbouncer, django, endpoints }) => {
  if (pgbouncer === null || pgbouncer.pool_mode !== 'statement') return [];
  const inBlocks = Object.entries(endpoints).find(([, { steps }]) =>
    steps.some((step) => 'transaction' in step),
  );
  if (!django.ATOMIC_REQUESTS && inBlocks === undefined) return [];
  const who = django.ATOMIC_REQUESTS ? 'django.ATOMIC_REQUESTS' : `endpoint "${inBlocks![0]}"`;
  return [
    warning(
      'pgbouncer.pool_mode',
      `is statement, but ${who} opens transaction blocks, which fail with "transaction blocks not allowed in statement pooling mode"; set it to transaction`,
    ),
  ];
};

const sizesContradict: Rule = ({ pgbouncer }) => {
  if (pgbouncer === null) return [];
  const { default_pool_size, min_pool_size, reserve_pool_size, reserve_pool_timeout } = pgbouncer;
  const notes = [];
  if (default_pool_size > 0 && min_pool_size > default_pool_size) {
    notes.push(
      note(
        'pgbouncer.min_pool_size',
        `is ${min_pool_size} and default_pool_size ${default_pool_size}: no more than that are kept open; set it to at most ${default_pool_size}`,
      ),
    );
  }
  if (reserve_pool_size > 0 && reserve_pool_timeout === 0) {
    notes.push(
      note(
        'pgbouncer.reserve_pool_timeout',
        `is 0, which switches the reserve of ${reserve_pool_size} off; set it to the wait in s after which the reserve may open`,
      ),
    );
  }
  for (const cap of ['max_db_connections', 'max_user_connections'] as const) {
    if (pgbouncer[cap] > 0 && pgbouncer[cap] < default_pool_size) {
      notes.push(
        note(
          `pgbouncer.${cap}`,
          `is ${pgbouncer[cap]} and default_pool_size ${default_pool_size}: the pool never has more than the former; set them to the same`,
        ),
      );
    }
  }
  return notes;
};

const preparedStatementsFail: Rule = ({ pgbouncer, django }) => {
  if (pgbouncer === null || pgbouncer.pool_mode === 'session') return [];
  if (django.prepare_threshold === null || pgbouncer.max_prepared_statements > 0) return [];
  return [
    warning(
      'pgbouncer.max_prepared_statements',
      `is 0 with django.prepare_threshold ${django.prepare_threshold}: a statement that is prepared on one server does not exist on the others; set it to 200, its default since PgBouncer 1.24, or django.prepare_threshold to null`,
    ),
  ];
};

/** About PgBouncer. */
export const poolerRules: readonly Rule[] = [
  clientsFit,
  poolFitsPostgres,
  sessionPoolStarves,
  statementModeRefusesBlocks,
  sizesContradict,
  preparedStatementsFail,
];
