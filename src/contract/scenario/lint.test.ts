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
});
