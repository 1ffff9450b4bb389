import { describe, expect, it } from 'vitest';
import nov8 from '../../../fixtures/scenarios/nov8.json' with { type: 'json' };
import { withSettings, type Settings } from '../../sim/model/settings.ts';
import { parseScenario } from './check.ts';
import { lint } from './lint.ts';

const changed = (settings: Settings) =>
  parseScenario(
    withSettings(nov8, {
      'web.server': 'gunicorn',
      'web.worker_class': 'gthread',
      'web.workers': 2,
      'web.threads': 4,
      'django.CONN_MAX_AGE': 0,
      ...settings,
    }),
  );
const found = (settings: Settings): string[] =>
  lint(changed(settings)).map(({ severity, path }) => `${severity} ${path}`);

describe('lint', () => {
  it('semantics E7: notes a call that is offloaded to nobody', () => {
    const offloaded = { 'externals.hibp.mode': 'offloaded' };
    expect(found(offloaded)).toEqual(['note externals.hibp.mode']);
    expect(found({ ...offloaded, celery: {} })).toEqual([]);
  });

  it('semantics E7: warns of children of Celery for whom no slot is left', () => {
    const celery = { celery: { workers: 2, concurrency: 48 } };
    expect(found({ ...celery, 'postgres.slots_taken_before': 0 })).toEqual([
      'warning celery.concurrency',
    ]);
    expect(found({ ...celery, 'postgres.max_connections': 200 })).toEqual([]);
  });

  it('semantics C26: notes throttles that each process counts for itself', () => {
    const throttled = { 'django.throttles': [{ rate: '10/m' }] };
    expect(found(throttled)).toEqual(['note django.throttles']);
    expect(found({ ...throttled, redis: {} })).toEqual([]);
    expect(found({ ...throttled, 'web.workers': 1 })).toEqual([]);
  });

  it('semantics B15: notes a PgBouncer that is away for longer than the restart lasts', () => {
    const restart = { faults: [{ kind: 'postgres_restart', at_s: 60, for_s: 5 }] };
    expect(found(restart)).toEqual([]);
    const pooled = { ...restart, 'pgbouncer.query_wait_timeout': 60 };
    expect(found(pooled)).toEqual(['note pgbouncer.server_login_retry']);
    expect(found({ ...pooled, 'pgbouncer.server_login_retry': 2 })).toEqual([]);
  });

  it('notes faults that nothing feels, or that come too late', () => {
    const down = { faults: [{ kind: 'redis_down', at_s: 500, for_s: 1 }] };
    expect(found(down)).toEqual(['note faults', 'note faults.0.at_s']);
    expect(found({ ...down, redis: {}, 'run.run_time_s': 600 })).toEqual([]);
  });
});

describe('parseScenario', () => {
  it('refuses tasks, endpoints, externals and replicas that there are not', () => {
    expect(() => changed({ 'endpoints.Login.steps': [{ task: 'mail' }], celery: {} })).toThrow(
      'endpoints.Login.steps.0.task: "mail" is not among celery.tasks',
    );
    expect(() =>
      changed({ celery: { tasks: { mail: { steps: [{ external: 'smtp' }] } } } }),
    ).toThrow('celery.tasks.mail.steps.0.external: "smtp" is not among externals');
    expect(() =>
      changed({ celery: { tasks: { login: { steps: [{ check_password: {} }] } } } }),
    ).toThrow('a task has no user to log in');
    expect(() => changed({ 'django.throttles': [{ rate: '1/s', endpoints: ['Logout'] }] })).toThrow(
      'django.throttles.0.endpoints.0: "Logout" is no endpoint',
    );
    expect(() => changed({ 'django.throttles': [{ rate: 'often' }] })).toThrow(
      'django.throttles.0.rate: is "often"; accepted: requests/period',
    );
    const fault = (fields: object): Settings => ({ faults: [{ at_s: 1, for_s: 1, ...fields }] });
    expect(() => changed(fault({ kind: 'external_slow', external: 'smtp', factor: 2 }))).toThrow(
      'faults.0.external: "smtp" is not among externals',
    );
    expect(() => changed(fault({ kind: 'web_replica_lost', replica: 1 }))).toThrow(
      'faults.0.replica: 1 is not among web.replicas 1; accepted: 0 to 0',
    );
    expect(() => changed(fault({ kind: 'flood' }))).toThrow('faults.0.kind');
  });
});
