import { describe, expect, test } from 'vitest';
import { contentOf, importable } from '../../fixtures/imports/files.ts';
import { type Import, importFiles } from './importFiles.ts';
import { memoryFile } from './source.ts';

function read(...paths: readonly string[]): Promise<Import> {
  return importFiles(
    paths.map((path) => memoryFile(path.replace(/^.*\//, ''), contentOf(path))),
    { users: 30, date: '2026-11-25' },
  );
}

/** The settings of a file as `path=value @source`. */
async function settingsOf(path: string): Promise<string[]> {
  const { settings } = await read(path);
  return settings.map((setting) => `${setting.path}=${setting.value} @${setting.source}`);
}

const kinds: Readonly<Record<string, string>> = {
  'compose/docker-compose.yml': 'docker-compose',
  'django/django.log': 'log',
  'django/settings.py': 'django-settings',
  'gatling/stats.json': 'gatling-stats',
  'gunicorn/Procfile': 'gunicorn-command',
  'gunicorn/gunicorn.conf.py': 'gunicorn-conf',
  'jmeter/results-no-header.jtl': 'jmeter-jtl',
  'jmeter/results-semicolons.csv': 'jmeter-jtl',
  'jmeter/results.jtl': 'jmeter-jtl',
  'k6/handle-summary.json': 'k6-summary',
  'k6/results.csv': 'k6-csv',
  'k6/results.json': 'k6-json-lines',
  'k6/summary-export.json': 'k6-summary',
  'locust/shop_2.12.html': 'locust-html',
  'locust/shop_2.31.html': 'locust-html',
  'locust/shop_console.txt': 'locust-console',
  'locust/shop_exceptions.csv': 'locust-exceptions',
  'locust/shop_failures.csv': 'locust-failures',
  'locust/shop_stats.csv': 'locust-stats',
  'locust/shop_stats_history.csv': 'locust-history',
  'pgbouncer/pgbouncer.ini': 'pgbouncer-ini',
  'pgbouncer/pgbouncer.log': 'log',
  'pgbouncer/show_config.csv': 'pgbouncer-config',
  'pgbouncer/show_config.txt': 'pgbouncer-config',
  'pgbouncer/show_pools.csv': 'pgbouncer-pools',
  'pgbouncer/show_pools.txt': 'pgbouncer-pools',
  'pgbouncer/show_stats.csv': 'pgbouncer-stats',
  'pgbouncer/show_stats.txt': 'pgbouncer-stats',
  'postgres/activity.csv': 'pg-stat-activity',
  'postgres/activity.txt': 'pg-stat-activity',
  'postgres/postgresql.conf': 'postgresql-conf',
  'postgres/postgresql.log': 'log',
  'postgres/statements.csv': 'pg-stat-statements',
  'postgres/statements.txt': 'pg-stat-statements',
};

describe('detection', () => {
  test('has a kind for every file of the fixtures', () => {
    expect(importable).toEqual(Object.keys(kinds));
  });

  test.each(Object.entries(kinds))('takes %s for %s, whatever it is called', async (path, kind) => {
    const named = await read(path);
    expect(named.files[0]!.reader).toBe(kind);
    expect(named.files[0]!.understood.length).toBeGreaterThan(0);
    const renamed = await importFiles([memoryFile('file', contentOf(path))], {
      users: 30,
      date: '2026-11-25',
    });
    expect(renamed.files[0]!.reader).toBe(kind);
  });
});

describe('the files of one Locust run, with log, samples and settings', async () => {
  const { measurement, settings, assumed } = await read(
    'locust/shop_stats.csv',
    'locust/shop_stats_history.csv',
    'locust/shop_failures.csv',
    'locust/shop_exceptions.csv',
    'postgres/postgresql.log',
    'postgres/activity.txt',
    'postgres/postgresql.conf',
  );

  test('make one measurement', () => {
    expect(measurement).toMatchObject({
      name: 'shop',
      rounding: 'locust-csv',
      aggregated: { requests: 859, failures: 608, p95Ms: 660 },
      configuration: { users: 40, spawnRate: 4, runTimeS: 20 },
    });
    expect(measurement?.rows.map(({ name, requests }) => [name, requests])).toEqual([
      ['Create Order', 202],
      ['Health, "deep"', 100],
      ['List Orders', 557],
    ]);
    expect(measurement?.history?.length).toBe(21);
    expect(measurement?.evidence?.activity?.length).toBe(30);
  });

  test('have the word before what the user says', () => {
    expect(assumed).toContain('A file says users 40, so the 30 given beside it are not taken.');
  });

  test('tell refusals of PostgreSQL from functional failures, by status, text and log', () => {
    expect(
      measurement?.failureNotes.map(({ endpoint, status, cause, failures }) => [
        endpoint,
        status,
        cause,
        failures,
      ]),
    ).toEqual([
      ['Create Order', 401, 'functional', 202],
      ['Health, "deep"', 503, 'postgres_refused', 60],
      ['List Orders', 500, 'postgres_refused', 346],
    ]);
    expect(assumed.join(' ')).toContain(
      'The answers 500 and 503 of Health, "deep" and List Orders are taken as what the logs have',
    );
  });

  test('give the setting that counts, with the line where it stands', () => {
    expect(settings).toEqual([
      { path: 'postgres.max_connections', value: 12, source: 'postgresql.conf:818' },
    ]);
    expect(assumed).toContain(
      'postgres.max_connections is 100 in postgresql.conf:65 and 12 in postgresql.conf:818: 12 is taken.',
    );
  });
});

describe('tables of other tools', () => {
  test.each([
    ['k6/results.csv', 'exact', 315.1293, 5000],
    ['k6/results.json', 'exact', 315.1293, 5000],
    ['k6/handle-summary.json', 'exact', 315.1293, 5000],
    ['jmeter/results.jtl', 'whole-ms', 314.65, 5000],
    ['jmeter/results-no-header.jtl', 'whole-ms', 314.65, 5000],
    ['gatling/stats.json', 'whole-ms', 315, 5000],
    ['locust/shop_2.31.html', 'locust-csv', 315.1293, 5000],
  ])(
    '%s tells of the same 40 requests, 14 of which failed',
    async (path, rounding, avgMs, maxMs) => {
      const { measurement } = await read(path);
      expect(measurement).toMatchObject({
        rounding,
        aggregated: { requests: 40, failures: 14, maxMs },
      });
      expect(measurement?.aggregated.avgMs).toBeCloseTo(avgMs, 4);
      expect(
        measurement?.rows.map(({ name, requests, failures }) => [name, requests, failures]),
      ).toEqual([
        ['List Orders', 30, 4],
        ['Create Order', 10, 10],
      ]);
    },
  );

  test.each(['k6/results.csv', 'k6/results.json', 'jmeter/results.jtl', 'locust/shop_2.31.html'])(
    '%s tells functional failures, a timeout and errors of unknown cause apart',
    async (path) => {
      const { measurement } = await read(path);
      const found = measurement?.failureNotes.map(({ status, kind, cause, failures }) => [
        status,
        kind,
        cause,
        failures,
      ]);
      expect(found).toEqual([
        [500, 'unknown', undefined, 3],
        [null, 'capacity', 'client_timeout', 1],
        [401, 'functional', 'functional', 10],
      ]);
    },
  );

  test('a page of Locust has no P66, P75 and P98, and none are made up', async () => {
    const { measurement } = await read('locust/shop_2.31.html');
    expect(measurement?.rows[0]).toMatchObject({
      p50Ms: 160,
      p66Ms: null,
      p75Ms: null,
      p80Ms: 340,
      p98Ms: null,
      p99Ms: 5000,
      p100Ms: 5000,
    });
  });

  test('an older page of Locust gives its tables and failures', async () => {
    const { measurement } = await read('locust/shop_2.12.html');
    expect(measurement).toMatchObject({
      rounding: 'locust',
      source: { date: '2026-11-25' },
      aggregated: { requests: 880, failures: 624, avgMs: 225, p95Ms: 660 },
      configuration: { runTimeS: 25 },
    });
    expect(measurement?.failureNotes.map(({ status, failures }) => [status, failures])).toEqual([
      [401, 204],
      [503, 63],
      [500, 357],
    ]);
  });

  test('what Locust printed gives its tables, users of each class, ramp and failures', async () => {
    const { measurement } = await importFiles([
      memoryFile('console.txt', contentOf('locust/shop_console.txt')),
    ]);
    expect(measurement).toMatchObject({
      rounding: 'locust',
      source: { tool: 'Locust', date: '2026-11-25' },
      configuration: {
        users: 40,
        spawnRate: 4,
        runTimeS: 25,
        userClasses: [
          { name: 'Probe', users: 8 },
          { name: 'Shopper', users: 32 },
        ],
      },
      aggregated: {
        requests: 880,
        failures: 624,
        avgMs: 225,
        medianMs: 97,
        p95Ms: 660,
        rps: 35.65,
      },
    });
    expect(measurement?.rows[1]).toMatchObject({
      name: 'Health, "deep"',
      requests: 105,
      failures: 63,
      p66Ms: 72,
      p100Ms: 630,
    });
    expect(
      measurement?.failureNotes.map(({ endpoint, status, failures }) => [
        endpoint,
        status,
        failures,
      ]),
    ).toEqual([
      ['Create Order', 401, 204],
      ['Health, "deep"', 503, 63],
      ['List Orders', 500, 357],
    ]);
  });

  test('rows of transaction controllers are not counted a second time', async () => {
    const { files } = await read('jmeter/results.jtl');
    expect(files[0]!.assumed[0]).toBe(
      '5 rows of transaction controllers were left out: they repeat the requests in them.',
    );
  });

  test('a summary without sub-metrics has one row, and says how to get more', async () => {
    const { measurement, files } = await read('k6/summary-export.json');
    expect(measurement?.rows.map(({ name }) => name)).toEqual(['all requests']);
    expect(files[0]!.assumed.join(' ')).toContain('thresholds on http_req_duration{name:...}');
  });
});

describe('what the servers said', () => {
  test('samples of pg_stat_activity, aligned or as CSV', async () => {
    for (const path of ['postgres/activity.txt', 'postgres/activity.csv']) {
      const { files } = await read(path);
      expect(files[0]!.understood[0]).toMatch(
        /^\d\d samples, at most 10 backends, at 2026-11-25 22:59:30/,
      );
    }
  });

  test('pools of PgBouncer, in both formats alike', async () => {
    const [aligned, csv] = await Promise.all([
      read('pgbouncer/show_pools.txt', 'locust/shop_stats.csv'),
      read('pgbouncer/show_pools.csv', 'locust/shop_stats.csv'),
    ]);
    // Two moments of one run: only the longest wait differs.
    const others = ({ measurement }: Import) =>
      measurement?.evidence?.pools?.map((pool) => ({ ...pool, maxwaitS: null }));
    expect(others(aligned)).toEqual(others(csv));
    expect(csv.measurement?.evidence?.pools).toMatchObject([
      { database: 'shop', clWaiting: 8, svActive: 3, poolMode: 'transaction' },
    ]);
  });

  test('refusals in logs are counted by what they say, each once', async () => {
    const { measurement } = await read(
      'django/django.log',
      'pgbouncer/pgbouncer.log',
      'locust/shop_stats.csv',
    );
    expect(
      measurement?.evidence?.refusals?.map(({ cause, text, lines }) => [cause, text, lines]),
    ).toEqual([
      [
        'postgres_refused',
        'remaining connection slots are reserved for non-replication superuser connections',
        1,
      ],
      ['postgres_refused', 'sorry, too many clients already', 1],
      ['pgbouncer_refused', 'no more connections allowed (max_client_conn)', 6],
      ['pool_timeout', 'query_wait_timeout', 4],
    ]);
  });
});

describe('settings', () => {
  test('of pgbouncer.ini and of the running PgBouncer, which prevails', async () => {
    expect(await settingsOf('pgbouncer/pgbouncer.ini')).toContain(
      'pgbouncer.default_pool_size=3 @pgbouncer.ini:10',
    );
    const { settings } = await read('pgbouncer/show_config.csv', 'pgbouncer/pgbouncer.ini');
    const mode = settings.find(({ path }) => path === 'pgbouncer.pool_mode');
    expect(mode).toMatchObject({ value: 'transaction', source: 'show_config.csv:44' });
  });

  test('of gunicorn: constants are taken, expressions and blocks are said', async () => {
    expect(await settingsOf('gunicorn/gunicorn.conf.py')).toEqual([
      'web.threads=4 @gunicorn.conf.py:5',
      'web.timeout=45 @gunicorn.conf.py:6',
      'web.keepalive=5 @gunicorn.conf.py:7',
      'web.worker_class=gthread @gunicorn.conf.py',
      'web.server=gunicorn @gunicorn.conf.py',
    ]);
    const { files } = await read('gunicorn/gunicorn.conf.py');
    expect(files[0]!.assumed.slice(0, 2)).toEqual([
      'gunicorn.conf.py:4:11: workers is the expression "multiprocessing.cpu_count() * 2 + 1", which is not run; left out.',
      'gunicorn.conf.py:12:15: workers is set in a block that may not run; left out.',
    ]);
  });

  test('of the command line of gunicorn', async () => {
    expect(await settingsOf('gunicorn/Procfile')).toEqual([
      'web.workers=3 @Procfile:2',
      'web.threads=4 @Procfile:2',
      'web.timeout=60 @Procfile:2',
      'web.backlog=512 @Procfile:2',
      'web.worker_class=gthread @Procfile:2',
      'web.server=gunicorn @Procfile:2',
    ]);
  });

  test('of Django: the last word on a key, and what Django ignores', async () => {
    expect(await settingsOf('django/settings.py')).toEqual([
      'django.DEBUG=false @settings.py:7',
      'django.CONN_MAX_AGE=60 @settings.py:45',
      'django.CONN_HEALTH_CHECKS=true @settings.py:24',
      'django.pool.min_size=2 @settings.py:28',
      'django.pool.max_size=8 @settings.py:29',
      'django.pool.timeout=10 @settings.py:30',
    ]);
    const { files, assumed } = await read('django/settings.py');
    const said = [...files[0]!.assumed, ...assumed].join('\n');
    expect(said).toContain('CONN_MAX_AGE at the top level means nothing to Django');
    expect(said).toContain(
      'settings.py:25:28: ATOMIC_REQUESTS is the expression "env.bool(\\"ATOMIC\\", default=False)", which is not run',
    );
    expect(said).toContain('settings.py:38:13: DEBUG is set in a block that may not run');
    expect(said).toContain(
      'django.CONN_MAX_AGE is 600 in settings.py:23 and 60 in settings.py:45: 60 is taken.',
    );
  });

  test('of a compose file: commands, environment, limits', async () => {
    expect(await settingsOf('compose/docker-compose.yml')).toEqual([
      'web.workers=3 @docker-compose.yml:4',
      'web.threads=4 @docker-compose.yml:4',
      'web.worker_class=gthread @docker-compose.yml:4',
      'web.server=gunicorn @docker-compose.yml:4',
      'web.cpu_cores=2.5 @docker-compose.yml:9',
      'web.replicas=2 @docker-compose.yml:6',
      'pgbouncer.pool_mode=transaction @docker-compose.yml:16',
      'pgbouncer.default_pool_size=25 @docker-compose.yml:17',
      'pgbouncer.max_client_conn=500 @docker-compose.yml:18',
      'postgres.max_connections=200 @docker-compose.yml:23',
      'postgres.role=superuser @docker-compose.yml:22',
    ]);
  });
});
