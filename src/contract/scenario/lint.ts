import type { Scenario } from '../../sim/model/scenario.ts';
import type { Warning } from '../api.ts';

/**
 * Settings that are accepted but contradict one another, or surprise: each with its value and what to do. A `warning`
 * costs requests or time, a `note` only explains.
 */
export function lint(scenario: Scenario): Warning[] {
  const facts = factsOf(scenario);
  return rules.flatMap((rule) => rule(scenario, facts));
}

interface Facts {
  /** Slots that the application's role may take and that nobody else has taken before the test. */
  readonly freeSlots: number;
  readonly freeSlotsText: string;
  /** Connections that the web tier can have open at once, and why. */
  readonly connections: number;
  readonly connectionsText: string;
  readonly persistent: boolean;
}

function factsOf({ run, workload, web, django, postgres }: Scenario): Facts {
  const {
    max_connections,
    superuser_reserved_connections,
    reserved_connections,
    role,
    slots_taken_before,
  } = postgres;
  const reserved = role === 'superuser' ? 0 : superuser_reserved_connections + reserved_connections;
  const freeSlotsText = `max_connections ${max_connections}${reserved > 0 ? ` - ${reserved} reserved` : ''}${
    slots_taken_before > 0 ? ` - ${slots_taken_before} taken before the test` : ''
  }`;
  const perProcess =
    web.server === 'runserver'
      ? run.users
      : web.worker_class === 'sync' && web.threads === 1
        ? 1
        : web.threads;
  const processes = web.server === 'runserver' ? 1 : web.workers;
  let connections = processes * perProcess;
  let connectionsText =
    web.server === 'runserver'
      ? `runserver has a thread per ${workload.keep_alive ? 'keep-alive connection' : 'request'}, so ${run.users} users may hold ${run.users} connections`
      : `${web.workers} workers x ${perProcess} threads may hold ${connections} connections`;
  if (django.pool !== null && processes * django.pool.max_size < connections) {
    connections = processes * django.pool.max_size;
    connectionsText = `${processes} processes x django.pool.max_size ${django.pool.max_size} may hold ${connections} connections`;
  }
  return {
    freeSlots: Math.max(0, max_connections - reserved - slots_taken_before),
    freeSlotsText,
    connections,
    connectionsText,
    persistent: django.CONN_MAX_AGE !== 0,
  };
}

type Rule = (scenario: Scenario, facts: Facts) => Warning[];

const usersStartInTime: Rule = ({ run }) => {
  const started = run.spawn_rate * run.run_time_s;
  if (run.users <= started) return [];
  return [
    warning(
      'run.spawn_rate',
      `is ${run.spawn_rate} users/s, so that ${run.users} users take longer to start than the run lasts (${run.run_time_s} s); raise it above ${decimal(run.users / run.run_time_s)} or extend run.run_time_s`,
    ),
  ];
};

const ignoredByRunserver: Rule = ({ web }) => {
  if (web.server !== 'runserver') return [];
  return (['workers', 'threads'] as const).flatMap((setting) =>
    web[setting] === 1
      ? []
      : [
          note(
            `web.${setting}`,
            `is ${web[setting]}, but runserver is one process with a thread per connection and ignores it; set web.server to gunicorn for it to take effect`,
          ),
        ],
  );
};

const syncWithThreads: Rule = ({ web }) => {
  if (web.server !== 'gunicorn' || web.worker_class !== 'sync' || web.threads === 1) return [];
  return [
    note(
      'web.worker_class',
      `is sync with ${web.threads} threads, which gunicorn runs as gthread; set it to gthread to say so, or web.threads to 1`,
    ),
  ];
};

const ageWithoutEffect: Rule = ({ web, django, pgbouncer }) => {
  const age = django.CONN_MAX_AGE;
  if (web.server !== 'runserver' || age === 0) return [];
  // Behind PgBouncer an idle connection costs no slot, only a client.
  const found = pgbouncer === null ? warning : note;
  return [
    found(
      'django.CONN_MAX_AGE',
      `is ${age === null ? 'null (keep for ever)' : `${age} s`} under runserver: Django looks at the age only when a request of that thread begins or ends, so that an idle keep-alive user keeps its connection whatever the number; set it to 0, or use gunicorn`,
    ),
  ];
};

const slotsSuffice: Rule = ({ run, web, workload, pgbouncer }, facts) => {
  if (pgbouncer !== null || facts.connections <= facts.freeSlots) return [];
  const inUseAtOnce = web.server === 'runserver' && (!facts.persistent || !workload.keep_alive);
  // Then only requests in flight hold a slot: how many that are, the simulation tells.
  if (inUseAtOnce) return [];
  const [path, value] =
    web.server === 'runserver'
      ? (['run.users', run.users] as const)
      : (['web.threads', web.threads] as const);
  return [
    warning(
      path,
      `is ${value}: ${facts.connectionsText}, but PostgreSQL has ${facts.freeSlots} (${facts.freeSlotsText}) and refuses the rest; add pgbouncer, raise postgres.max_connections, or use fewer threads`,
    ),
  ];
};

const poolFitsPostgres: Rule = ({ pgbouncer }, { freeSlots, freeSlotsText }) => {
  if (pgbouncer === null) return [];
  const { default_pool_size, reserve_pool_size } = pgbouncer;
  if (default_pool_size === 0) {
    return [
      note(
        'pgbouncer.default_pool_size',
        `is 0, which means no limit: PostgreSQL's ${freeSlots} slots (${freeSlotsText}) are the limit then; set it to at most that`,
      ),
    ];
  }
  const servers = default_pool_size + reserve_pool_size;
  if (servers <= freeSlots) return [];
  return [
    warning(
      'pgbouncer.default_pool_size',
      `is ${default_pool_size}${reserve_pool_size > 0 ? ` with a reserve of ${reserve_pool_size}` : ''}, but PostgreSQL has ${freeSlots} slots for it (${freeSlotsText}), and the pool stays that small; set it to at most ${freeSlots} or raise postgres.max_connections`,
    ),
  ];
};

const clientsFit: Rule = ({ pgbouncer }, { connections, connectionsText }) => {
  if (pgbouncer === null || connections < pgbouncer.max_client_conn) return [];
  const { max_client_conn } = pgbouncer;
  const isDefault = max_client_conn === 100 ? ' (its default)' : '';
  const sentence = `is ${max_client_conn}${isDefault}, and ${connectionsText}`;
  return connections > max_client_conn
    ? [
        warning(
          'pgbouncer.max_client_conn',
          `${sentence}: the rest is refused with "no more connections allowed"; set it above ${connections}`,
        ),
      ]
    : [
        note(
          'pgbouncer.max_client_conn',
          `${sentence}: not one is left for a migration, a shell or the admin console; set it above ${connections}`,
        ),
      ];
};

const sessionPoolStarves: Rule = ({ pgbouncer }, { connections, persistent }) => {
  if (pgbouncer === null || pgbouncer.pool_mode !== 'session' || !persistent) return [];
  const servers = pgbouncer.default_pool_size + pgbouncer.reserve_pool_size;
  if (pgbouncer.default_pool_size === 0 || connections <= servers) return [];
  return [
    warning(
      'pgbouncer.pool_mode',
      `is session with persistent Django connections: the first ${servers} of ${connections} keep all server connections, and the others hang without an error; set it to transaction, or django.CONN_MAX_AGE to 0`,
    ),
  ];
};

const waitOutlastsRun: Rule = ({ run, pgbouncer, django }) => {
  const warnings: Warning[] = [];
  const hidden = (path: string, limit: string): void => {
    warnings.push(
      note(
        path,
        `is ${limit} and the run lasts ${run.run_time_s} s: whoever waits too long shows up as unfinished requests and never as an error; set it below run.run_time_s to see errors`,
      ),
    );
  };
  if (pgbouncer !== null) {
    const { query_wait_timeout } = pgbouncer;
    if (query_wait_timeout === 0) hidden('pgbouncer.query_wait_timeout', '0 (never)');
    else if (query_wait_timeout >= run.run_time_s)
      hidden('pgbouncer.query_wait_timeout', `${query_wait_timeout} s`);
  }
  if (django.pool !== null && django.pool.timeout >= run.run_time_s) {
    hidden('django.pool.timeout', `${django.pool.timeout} s`);
  }
  return warnings;
};

const rules: readonly Rule[] = [
  usersStartInTime,
  slotsSuffice,
  clientsFit,
  poolFitsPostgres,
  sessionPoolStarves,
  ageWithoutEffect,
  ignoredByRunserver,
  syncWithThreads,
  waitOutlastsRun,
];

function warning(path: string, message: string): Warning {
  return { path, message, severity: 'warning' };
}

function note(path: string, message: string): Warning {
  return { path, message, severity: 'note' };
}

function decimal(value: number): string {
  return String(Number(value.toPrecision(3)));
}
