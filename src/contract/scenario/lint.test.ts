import { describe, expect, it } from 'vitest';
import nov8 from '../../../fixtures/scenarios/nov8.json' with { type: 'json' };
import type { Settings } from '../../sim/model/settings.ts';
import { lint } from './lint.ts';
import { override } from './override.ts';

/** Severity and path of each finding. */
const found = (settings: Settings): string[] =>
  lint(override(nov8, settings)).map(({ severity, path }) => `${severity} ${path}`);
const sentence = (settings: Settings, path: string): string | undefined =>
  lint(override(nov8, settings)).find((entry) => entry.path === path)?.message;

/** Nothing to say about it: gunicorn with fewer threads than there are slots. */
const sound: Settings = {
  'web.server': 'gunicorn',
  'web.worker_class': 'gthread',
  'web.workers': 2,
  'web.threads': 4,
};
const pgbouncer = (settings: object): Settings => ({
  pgbouncer: {
    pool_mode: 'transaction',
    max_client_conn: 1000,
    query_wait_timeout: 60,
    ...settings,
  },
});

describe('lint', () => {
  it('has nothing to say about a service whose threads all find a slot', () => {
    expect(found(sound)).toEqual([]);
  });

  it('says that the run of 8 November has more users than free slots, and that its CONN_MAX_AGE frees none', () => {
    expect(found({ 'postgres.slots_taken_before': 39, 'postgres.max_connections': 100 })).toEqual([
      'warning run.users',
      'warning django.CONN_MAX_AGE',
    ]);
    expect(sentence({ 'postgres.slots_taken_before': 39 }, 'run.users')).toContain(
      'PostgreSQL has 61 (max_connections 100 - 39 taken before the test)',
    );
  });

  it('does not count slots of idle users when each request closes its connection', () => {
    expect(found({ 'django.CONN_MAX_AGE': 0 })).toEqual([]);
  });

  it('keeps reserved slots from an ordinary role only', () => {
    const many = {
      ...sound,
      'web.workers': 98,
      'web.threads': 1,
      'postgres.slots_taken_before': 0,
    };
    expect(found({ ...many, 'postgres.role': 'superuser' })).toEqual([]);
    expect(sentence({ ...many, 'postgres.role': 'ordinary' }, 'web.threads')).toContain(
      'has 97 (max_connections 100 - 3 reserved)',
    );
  });

  it('counts connections of a psycopg pool rather than threads', () => {
    const pool = { 'django.CONN_MAX_AGE': 0, 'django.pool': { min_size: 4, max_size: 20 } };
    expect(
      sentence({ ...sound, 'web.workers': 10, 'web.threads': 50, ...pool }, 'web.threads'),
    ).toContain('10 processes x django.pool.max_size 20 may hold 200 connections');
  });

  it('calls a pool larger than what PostgreSQL has a warning', () => {
    const settings = {
      ...sound,
      ...pgbouncer({ default_pool_size: 60, reserve_pool_size: 5 }),
      'postgres.slots_taken_before': 40,
    };
    expect(found(settings)).toEqual(['warning pgbouncer.default_pool_size']);
    expect(sentence(settings, 'pgbouncer.default_pool_size')).toContain(
      '60 with a reserve of 5, but PostgreSQL has 60 slots',
    );
    expect(found({ ...settings, 'pgbouncer.reserve_pool_size': 0 })).toEqual([]);
    expect(found({ ...settings, 'pgbouncer.default_pool_size': 0 })).toEqual([
      'note pgbouncer.default_pool_size',
    ]);
  });

  it('finds the trap of the default max_client_conn once there are more connections than that', () => {
    const settings = (users: number): Settings => ({
      ...pgbouncer({ max_client_conn: 100 }),
      'run.users': users,
      'run.spawn_rate': 100,
    });
    const path = 'pgbouncer.max_client_conn';
    expect(found(settings(500))).toContain(`warning ${path}`);
    expect(sentence(settings(500), path)).toContain(
      'is 100 (its default), and runserver has a thread per keep-alive connection',
    );
    expect(found(settings(100))).toContain(`note ${path}`);
    expect(sentence(settings(99), path)).toBeUndefined();
  });

  it('names the setting first in whatever it says', () => {
    const said = lint(
      override(nov8, { 'run.users': 500, ...pgbouncer({ max_client_conn: 100, hop_ms: 1 }) }),
    );
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter(({ path, message }) => !message.startsWith(`${path} `))).toEqual([]);
  });

  it('warns of session pooling that the first connections never give back', () => {
    const session = { ...sound, ...pgbouncer({ pool_mode: 'session', default_pool_size: 5 }) };
    expect(found(session)).toEqual(['warning pgbouncer.pool_mode']);
    expect(found({ ...session, 'django.CONN_MAX_AGE': 0 })).toEqual([]);
    expect(found({ ...session, 'pgbouncer.default_pool_size': 8 })).toEqual([]);
  });

  it('notes waits that outlast the run', () => {
    const path = 'pgbouncer.query_wait_timeout';
    expect(found({ ...sound, ...pgbouncer({ query_wait_timeout: 120 }) })).toEqual([
      `note ${path}`,
    ]);
    expect(found({ ...sound, ...pgbouncer({ query_wait_timeout: 0 }) })).toEqual([`note ${path}`]);
    expect(found({ ...sound, ...pgbouncer({ query_wait_timeout: 119 }) })).toEqual([]);
    const pool = { 'django.CONN_MAX_AGE': 0, 'django.pool': { timeout: 300 } };
    expect(found({ ...sound, ...pool })).toEqual(['note django.pool.timeout']);
  });

  it('notes settings of gunicorn that have no effect as they stand', () => {
    expect(found({ 'web.threads': 8, 'django.CONN_MAX_AGE': 0 })).toEqual(['note web.threads']);
    expect(found({ ...sound, 'web.worker_class': 'sync' })).toEqual(['note web.worker_class']);
  });

  it('warns when the run ends before all users have started', () => {
    expect(found({ ...sound, 'run.users': 1300 })).toEqual(['warning run.spawn_rate']);
    expect(found({ ...sound, 'run.users': 1200 })).toEqual([]);
  });

  it('warns of CONNECTION LIMIT below what the web tier may hold, and notes that superusers are exempt', () => {
    const limited = { ...sound, 'postgres.role_connection_limit': 5 };
    expect(found({ ...limited, 'postgres.role': 'ordinary' })).toEqual([
      'warning postgres.role_connection_limit',
    ]);
    expect(found({ ...limited, 'postgres.role': 'superuser' })).toEqual([
      'note postgres.role_connection_limit',
    ]);
    expect(
      found({ ...sound, 'postgres.role': 'ordinary', 'postgres.database_connection_limit': 8 }),
    ).toEqual([]);
  });

  it('semantics A15: warns when the backends that max_connections allows do not fit into memory', () => {
    const memory = { ...sound, 'postgres.max_connections': 500, 'postgres.memory_mib': 4096 };
    expect(sentence(memory, 'postgres.max_connections')).toBe(
      'postgres.max_connections is 500: that many backends of 10 MiB take 5000 MiB, and postgres.memory_mib is 4096; set it to at most 409, or pool with pgbouncer',
    );
    expect(found({ ...memory, 'postgres.max_connections': 400 })).toEqual([]);
  });

  it('notes timeouts that another one masks', () => {
    expect(
      found({ ...sound, 'postgres.lock_timeout': 5000, 'postgres.statement_timeout': 3000 }),
    ).toEqual(['note postgres.lock_timeout']);
    expect(found({ ...sound, 'postgres.lock_timeout': 500 })).toEqual([
      'note postgres.lock_timeout',
    ]);
  });

  it('warns of persistent connections that PostgreSQL ends when idle and nobody checks', () => {
    const idle = { ...sound, 'postgres.idle_session_timeout': 60_000 };
    expect(found(idle)).toEqual(['warning postgres.idle_session_timeout']);
    expect(found({ ...idle, 'django.CONN_HEALTH_CHECKS': true })).toEqual([]);
    expect(found({ ...idle, 'django.CONN_MAX_AGE': 0 })).toEqual([]);
  });

  it('notes a knee of a database machine that is not there', () => {
    expect(found({ ...sound, 'postgres.active_knee': 9 })).toEqual(['note postgres.active_knee']);
  });

  it('semantics C16: notes an error page that costs what DEBUG does not say', () => {
    const costly = { ...sound, 'django.error_page_ms': 30 };
    expect(found(costly)).toEqual([]);
    expect(found({ ...costly, 'django.DEBUG': false })).toEqual(['note django.error_page_ms']);
    expect(found({ ...sound, 'django.error_page_ms': 1 })).toEqual(['note django.error_page_ms']);
    expect(found({ ...sound, 'django.DEBUG': false, 'django.error_page_ms': 1 })).toEqual([]);
  });

  it('semantics B1: warns of transaction blocks in statement pooling', () => {
    const statement = { ...sound, ...pgbouncer({ pool_mode: 'statement' }) };
    expect(sentence(statement, 'pgbouncer.pool_mode')).toContain('endpoint "Register User" opens');
    expect(
      sentence({ ...statement, 'django.ATOMIC_REQUESTS': true }, 'pgbouncer.pool_mode'),
    ).toContain('django.ATOMIC_REQUESTS opens');
  });

  it('semantics B24: counts the pools of all PgBouncer processes against PostgreSQL', () => {
    const replicas = { default_pool_size: 20, replicas: 4 };
    expect(sentence({ ...sound, ...pgbouncer(replicas) }, 'pgbouncer.default_pool_size')).toMatch(
      /^pgbouncer\.default_pool_size is 20 in each of 4 processes, but PostgreSQL has \d+ slots/,
    );
    expect(found({ ...sound, ...pgbouncer({ ...replicas, max_db_connections: 10 }) })).toEqual([
      'note pgbouncer.max_db_connections',
    ]);
  });

  it('semantics M11: counts the admin console to max_client_conn', () => {
    const clients = (settings: object) => found({ ...sound, ...pgbouncer(settings) });
    expect(clients({ max_client_conn: 9 })).toEqual([]);
    expect(clients({ max_client_conn: 9, admin_clients: 1 })).toEqual([
      'note pgbouncer.max_client_conn',
    ]);
    expect(clients({ max_client_conn: 9, admin_clients: 2 })).toEqual([
      'warning pgbouncer.max_client_conn',
    ]);
    expect(clients({ max_client_conn: 5, admin_clients: 0, replicas: 2 })).toEqual([]);
  });

  it('notes sizes of PgBouncer that contradict one another', () => {
    const sizes = (settings: object) => found({ ...sound, ...pgbouncer(settings) });
    expect(sizes({ default_pool_size: 5, min_pool_size: 6 })).toEqual([
      'note pgbouncer.min_pool_size',
    ]);
    expect(sizes({ reserve_pool_size: 5, reserve_pool_timeout: 0 })).toEqual([
      'note pgbouncer.reserve_pool_timeout',
    ]);
  });

  it('semantics B18: warns of prepared statements that PgBouncer does not follow', () => {
    const prepared = { ...sound, 'django.prepare_threshold': 5 };
    expect(found({ ...prepared, ...pgbouncer({ max_prepared_statements: 0 }) })).toEqual([
      'warning pgbouncer.max_prepared_statements',
    ]);
    expect(found({ ...prepared, ...pgbouncer({}) })).toEqual([]);
  });
});
