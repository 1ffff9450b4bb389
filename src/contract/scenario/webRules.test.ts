import { describe, expect, it } from 'vitest';
import nov8 from '../../../fixtures/scenarios/nov8.json' with { type: 'json' };
import type { Settings } from '../../sim/model/settings.ts';
import { parseScenario } from './check.ts';
import { lint } from './lint.ts';
import { override } from './override.ts';

/** Severity and path of each finding for gunicorn with `settings` and few threads. */
const found = (settings: Settings): string[] =>
  lint(
    override(nov8, {
      'web.server': 'gunicorn',
      'web.worker_class': 'gthread',
      'web.workers': 2,
      'web.threads': 4,
      'django.CONN_MAX_AGE': 0,
      ...settings,
    }),
  ).map(({ severity, path }) => `${severity} ${path}`);

describe('settings of the web server', () => {
  it('semantics D1: are those of gunicorn by default', () => {
    const { web } = parseScenario({ ...nov8, web: { server: 'gunicorn' } });
    expect(web).toMatchObject({
      workers: 1,
      threads: 1,
      worker_class: 'sync',
      worker_connections: 1000,
      backlog: 2048,
      timeout: 30,
      graceful_timeout: 30,
      keepalive: 2,
      max_requests: 0,
      max_requests_jitter: 0,
    });
  });
});

describe('lint', () => {
  it('semantics C12, C13: warns of connections that greenlets and ASGI threads leave behind', () => {
    const persistent = { 'django.CONN_MAX_AGE': 600 };
    expect(found(persistent)).toEqual([]);
    const uvicorn = { 'web.server': 'uvicorn', 'run.users': 10 };
    expect(found({ ...persistent, ...uvicorn })).toContain('warning django.CONN_MAX_AGE');
    expect(found(uvicorn)).toEqual([]);
    const gevent = { 'web.worker_class': 'gevent', 'web.threads': 1, 'run.users': 10 };
    expect(found({ ...persistent, ...gevent })).toContain('warning django.CONN_MAX_AGE');
    expect(found(gevent)).toEqual([]);
  });

  it('semantics D2: notes a backlog that the kernel cuts', () => {
    expect(found({ 'web.backlog': 8192 })).toEqual(['note web.backlog']);
    expect(found({ 'web.backlog': 8192, 'web.somaxconn': 8192 })).toEqual([]);
  });

  it('semantics D4: warns of fewer worker_connections than threads', () => {
    expect(found({ 'web.worker_connections': 3 })).toEqual(['warning web.worker_connections']);
  });

  it('semantics D6: notes workers that end together', () => {
    expect(found({ 'web.max_requests': 1000 })).toEqual(['note web.max_requests_jitter']);
    expect(found({ 'web.max_requests': 1000, 'web.max_requests_jitter': 100 })).toEqual([]);
  });

  it('notes several web machines whose first one has the database, too', () => {
    expect(found({ 'web.replicas': 2 })).toEqual(['note postgres.cpu_cores']);
    expect(found({ 'web.replicas': 2, 'postgres.cpu_cores': 4 })).toEqual([]);
  });

  it('semantics C20: notes the memory of many Argon2 hashes at once', () => {
    // A fitted cost would be overridden, which is another note.
    const argon2 = {
      'django.hasher': { argon2: {} },
      'django.error_page_ms': 30,
      provenance: {},
    };
    expect(found(argon2)).toEqual([]);
    expect(found({ ...argon2, 'web.threads': 16 })).toEqual([
      'note django.hasher.argon2.memory_cost',
    ]);
  });

  it('notes a cost of hashes that a hasher overrides, and stored hashes without a hasher', () => {
    const hasher = { pbkdf2_sha256: {} };
    expect(found({ 'django.hasher': hasher, 'django.password_hash_ms': 100 })).toEqual([
      'note django.password_hash_ms',
    ]);
    expect(found({ 'django.stored_hasher': hasher })).toEqual(['note django.stored_hasher']);
  });
});
