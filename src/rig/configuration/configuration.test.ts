import { describe, expect, it } from 'vitest';
import smoke from '../../../fixtures/scenarios/smoke.json' with { type: 'json' };
import { parseScenario } from '../../contract/scenario/check.ts';
import { override } from '../../contract/scenario/override.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import type { Settings } from '../../sim/model/settings.ts';
import { coresOf } from './cores.ts';
import { locustArguments } from './locust.ts';
import { pgbouncerIni, userList } from './pgbouncer.ts';
import { clusterSql, pgHbaConf, postgresqlConf, rowsSql } from './postgres.ts';
import type { Site } from './site.ts';
import { pythonEnvironment, webArguments } from './web.ts';

const site: Site = {
  folder: '/tmp/rig',
  rigFolder: '/opt/plimsoll/rig',
  ports: { postgres: 5000, pgbouncer: 6000, web: 8000 },
  adminPassword: 'admin1',
  applicationPassword: 'app1',
};

function scenario(settings: Settings = {}): Scenario {
  return override(parseScenario(smoke), settings);
}

describe('the configuration of PostgreSQL', () => {
  it('has the limits of the scenario, on loopback, with SCRAM', () => {
    expect(postgresqlConf(scenario({ 'postgres.superuser_reserved_connections': 2 }), site)).toBe(
      `listen_addresses = '127.0.0.1'
port = 5000
unix_socket_directories = ''
max_connections = 20
superuser_reserved_connections = 2
deadlock_timeout = 1000ms
fsync = on
password_encryption = scram-sha-256
autovacuum = off
timezone = 'UTC'
log_timezone = 'UTC'
`,
    );
    expect(pgHbaConf()).toBe('host all all 127.0.0.1/32 scram-sha-256\n');
  });

  it('does not wait for the disk when commits cost nothing', () => {
    expect(postgresqlConf(scenario({ 'postgres.commit_flush_ms': 0 }), site)).toContain(
      'fsync = off\n',
    );
  });

  it('gives limits of time to the role alone, so that other sessions keep theirs', () => {
    const settings = {
      'postgres.role_connection_limit': 7,
      'postgres.statement_timeout': 250,
      'postgres.idle_session_timeout': 5000,
    };
    expect(clusterSql(scenario(settings), site)).toBe(
      `CREATE ROLE app LOGIN NOSUPERUSER CONNECTION LIMIT 7 PASSWORD 'app1';
CREATE DATABASE app OWNER app CONNECTION LIMIT -1;
ALTER ROLE app SET statement_timeout = '250ms';
ALTER ROLE app SET idle_session_timeout = '5000ms';
`,
    );
    expect(clusterSql(scenario({ 'postgres.role': 'superuser' }), site)).toContain(
      'LOGIN SUPERUSER',
    );
  });

  it('has the rows that queries lock, wherever in an endpoint these stand, as many as the largest asks for', () => {
    const lock = (rows: number) => ({ query: { row_lock: { name: "it's", rows } } });
    const steps = [
      lock(2),
      { transaction: [lock(5)] },
      { cached: { steps: [lock(3)] } },
      { background: [lock(1)] },
      { hash: 1 },
    ];
    expect(rowsSql(scenario({ 'endpoints.List.steps': steps }))).toBe(
      `INSERT INTO rig_row (name, number) SELECT 'it''s', generate_series(0, 4);
GRANT ALL ON ALL TABLES IN SCHEMA public TO app;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app;
ANALYZE;
`,
    );
  });
});

describe('the configuration of PgBouncer', () => {
  it('has the settings of the scenario under their own names', () => {
    const { pgbouncer } = scenario({
      'pgbouncer.reserve_pool_size': 2,
      'pgbouncer.server_round_robin': true,
    });
    expect(pgbouncerIni(pgbouncer!, site)).toBe(
      `[databases]
app = host=127.0.0.1 port=5000 dbname=app user=app

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6000
unix_socket_dir = ${''}
auth_type = md5
auth_file = /tmp/rig/userlist.txt
admin_users = rig_admin
pool_mode = transaction
default_pool_size = 4
min_pool_size = 0
reserve_pool_size = 2
reserve_pool_timeout = 5
max_db_connections = 0
max_user_connections = 0
query_wait_timeout = 10
server_login_retry = 15
server_idle_timeout = 600
server_lifetime = 3600
server_connect_timeout = 15
server_round_robin = 1
max_client_conn = 101
`,
    );
    expect(userList(site)).toBe('"app" "app1"\n"rig_admin" "admin1"\n');
  });

  it("semantics M11: has no extra room for the rig's console where the scenario reckons with one", () => {
    const { pgbouncer } = scenario({ 'pgbouncer.admin_clients': 1 });
    expect(pgbouncerIni(pgbouncer!, site)).toContain('max_client_conn = 100\n');
  });
});

describe('the web server', () => {
  it('is gunicorn with the settings of the scenario', () => {
    expect(webArguments(scenario({ 'web.max_requests': 1000 }), site).join(' ')).toBe(
      '-m gunicorn service.wsgi:application --bind 127.0.0.1:8000 --worker-class gthread --workers 1 --threads 8 --worker-connections 1000 --backlog 2048 --timeout 30 --graceful-timeout 30 --keep-alive 75 --max-requests 1000 --max-requests-jitter 0',
    );
  });

  it('is the development server where the scenario says so', () => {
    expect(webArguments(scenario({ 'web.server': 'runserver' }), site)).toEqual([
      'manage.py',
      'runserver',
      '--noreload',
      '127.0.0.1:8000',
    ]);
  });

  it('goes through PgBouncer where there is one, and has nothing of the environment of the caller', () => {
    expect(pythonEnvironment(scenario(), site)).toEqual({
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      LANG: 'C.UTF-8',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
      RIG_SCENARIO: '/tmp/rig/scenario.json',
      RIG_RESULTS: '/tmp/rig/locust',
      RIG_DATABASE: 'app',
      RIG_DATABASE_PORT: '6000',
      RIG_ROLE: 'app',
      RIG_PASSWORD: 'app1',
    });
    expect(pythonEnvironment(scenario({ pgbouncer: null }), site)).toMatchObject({
      RIG_DATABASE_PORT: '5000',
    });
  });
});

describe('Locust', () => {
  it('has the users, the spawn rate and the run time of the scenario', () => {
    expect(locustArguments(scenario({ 'run.spawn_rate': 2.5 }), site).join(' ')).toBe(
      '-m locust --locustfile locustfile.py --headless --only-summary --host http://127.0.0.1:8000 --users 10 --spawn-rate 2.5 --run-time 20s --csv /tmp/rig/locust --exit-code-on-error 0',
    );
  });

  it('leaves users and end to the shape where there are stages', () => {
    const stages = [{ from_s: 10, users: 30, spawn_rate: 10 }];
    expect(locustArguments(scenario({ 'run.stages': stages }), site)).not.toContain('--users');
  });
});

describe('cores', () => {
  const cores = (web: number, postgres: number | null, available: number) =>
    coresOf(scenario({ 'web.cpu_cores': web, 'postgres.cpu_cores': postgres }), available);

  it('are withheld from a web server and a PostgreSQL that share fewer than there are', () => {
    expect(cores(1, null, 4)).toEqual({ web: '0', postgres: '0' });
    expect(cores(3, null, 4)).toEqual({ web: '0-2', postgres: '0-2' });
  });

  it('are divided where PostgreSQL has a machine of its own', () => {
    expect(cores(2, 2, 4)).toEqual({ web: '0-1', postgres: '2-3' });
    expect(cores(1, 2, 8)).toEqual({ web: '0', postgres: '1-2' });
  });

  it('are everybody’s where the scenario wants all, more, or parts of some', () => {
    const all = { web: null, postgres: null };
    expect(cores(4, null, 4)).toEqual(all);
    expect(cores(8, null, 4)).toEqual(all);
    expect(cores(3, 2, 4)).toEqual(all);
    expect(cores(1.5, null, 4)).toEqual(all);
  });
});
