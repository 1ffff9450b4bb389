import { describe, expect, it } from 'vitest';
import smoke from '../../fixtures/scenarios/smoke.json' with { type: 'json' };
import { parseScenario } from '../contract/scenario/check.ts';
import { override } from '../contract/scenario/override.ts';
import type { Settings } from '../sim/model/settings.ts';
import { shortfalls } from './shortfalls.ts';

function said(settings: Settings, cores = 2): { refused: string[]; leftOut: readonly string[] } {
  const { refused, leftOut } = shortfalls(override(parseScenario(smoke), settings), cores);
  return { refused: refused.map(({ path, message }) => `${path}: ${message}`), leftOut };
}

describe('the rig', () => {
  it('honours all of smoke on a machine with its cores', () => {
    expect(said({})).toEqual({ refused: [], leftOut: [] });
  });

  it.each<[Settings, string]>([
    [{ 'web.replicas': 3 }, 'web.replicas: is 3; the rig has no balancer; accepted: 1'],
    [
      { 'web.server': 'uvicorn' },
      'web.server: is "uvicorn"; the rig has no other server; accepted: "gunicorn" or "runserver"',
    ],
    [
      { 'web.worker_class': 'gevent' },
      `web.worker_class: is "gevent"; psycopg2 would block gevent's loop during every query; accepted: "sync" or "gthread"`,
    ],
    [
      { 'run.run_time_s': 2.5 },
      'run.run_time_s: is 2.5; Locust counts run times in whole s; accepted: a whole number',
    ],
    [
      { 'web.keepalive': 0.5 },
      'web.keepalive: is 0.5; gunicorn counts in whole s; accepted: a whole number',
    ],
    [
      { 'pgbouncer.default_pool_size': 0 },
      'pgbouncer.default_pool_size: is 0; PgBouncer takes 0 for unlimited from version 1.24 on; accepted: >= 1',
    ],
    [
      { 'postgres.reserved_connections': 2 },
      'postgres.reserved_connections: is 2; PostgreSQL has it from version 16 on; accepted: 0',
    ],
    [
      { 'workload.arrivals': { stages: [{ from_s: 0, per_s: 5 }] } },
      'workload.arrivals: is {"process":"poisson","stages":[{"from_s":0,"per_s":5}]}; Locust runs a number of users, not arrivals; accepted: null',
    ],
    [{ redis: {} }, 'the rig has no Redis; accepted: null'],
    [
      { faults: [{ kind: 'redis_down', at_s: 1, for_s: 1 }] },
      'the rig breaks nothing; accepted: []',
    ],
    [{ 'django.hasher': { bcrypt_sha256: {} } }, 'accepted: pbkdf2_sha256 or null'],
  ])('refuses %j with one sentence', (settings, sentence) => {
    const { refused } = said(settings);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(sentence);
  });

  it('names what changes nothing', () => {
    expect(said({ 'postgres.tls_ms': 2, 'web.cpu_cores': 8 })).toEqual({
      refused: [],
      leftOut: [
        'postgres.tls_ms is 2: the rig connects without TLS',
        'web.cpu_cores is 8: this machine has 2, and all programs share them',
      ],
    });
  });

  it('says nothing of costs, which the real programs have of their own', () => {
    expect(said({ 'postgres.auth_ms': 99, 'pgbouncer.hop_ms': 5 }).leftOut).toEqual([]);
  });
});
