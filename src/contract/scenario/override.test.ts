import { describe, expect, it } from 'vitest';
import nov8 from '../../../fixtures/scenarios/nov8.json' with { type: 'json' };
import { settingAt } from '../../sim/model/settings.ts';
import { AppError } from '../errors.ts';
import { completed, override, parseSettings } from './override.ts';

function issuesOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input') {
      return error.issues.map(({ path, message }) => `${path}: ${message}`);
    }
    throw error;
  }
  throw new Error('was accepted');
}

describe('parseSettings', () => {
  it('reads values as JSON where they are JSON, and as text otherwise', () => {
    expect(
      parseSettings([
        'web.threads=8',
        'web.server=gunicorn',
        'pgbouncer=null',
        'django.DEBUG=false',
        'a="8"',
        'title=a=b',
      ]),
    ).toEqual({
      'web.threads': 8,
      'web.server': 'gunicorn',
      pgbouncer: null,
      'django.DEBUG': false,
      a: '8',
      title: 'a=b',
    });
  });

  it('lets the last of two values win, also over what was set within', () => {
    const settings = parseSettings([
      'pgbouncer.default_pool_size=5',
      'pgbouncer={}',
      'web.threads=1',
      'web.threads=2',
    ]);
    expect(override(nov8, settings)).toMatchObject({
      pgbouncer: { default_pool_size: 20 },
      web: { threads: 2 },
    });
    const cleared = parseSettings([
      'pgbouncer=null',
      'pgbouncer.default_pool_size=5',
      'pgbouncer=null',
    ]);
    expect(override(nov8, cleared).pgbouncer).toBeNull();
  });

  it('refuses texts that are no setting, all at once', () => {
    expect(issuesOf(() => parseSettings(['web.threads', '=8']))).toEqual([
      '--set: is "web.threads"; accepted: path=value, such as web.threads=8',
      '--set: is "=8"; accepted: path=value, such as web.threads=8',
    ]);
  });

  it('refuses a value that gives a name twice', () => {
    expect(issuesOf(() => parseSettings(['web={"threads": 1, "threads": 2}']))).toEqual([
      'web.threads: is given twice, in line 1; accepted: once',
    ]);
  });

  it('keeps a path of any name, so that none is ignored', () => {
    expect(Object.keys(parseSettings(['__proto__=1', 'constructor=2']))).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

describe('override', () => {
  it('changes what is set and fills in the defaults of what is created', () => {
    const scenario = override(nov8, { 'web.threads': 8, 'pgbouncer.default_pool_size': 25 });
    expect(scenario.web.threads).toBe(8);
    expect(scenario.pgbouncer).toMatchObject({
      default_pool_size: 25,
      max_client_conn: 100,
      pool_mode: 'session',
    });
    expect(scenario.run).toMatchObject(nov8.run);
  });

  it.each([
    ['the iterations of Django 6.0', 'django.hasher', { pbkdf2_sha256: { iterations: 1_200_000 } }],
    ['a GiB for Argon2', 'django.hasher', { argon2: { memory_cost: 1_048_576 } }],
    ['all prefixes of HIBP in a cache', 'externals.hibp.cache', { keys: 1_048_576 }],
  ])('accepts numbers above a million where they are usual: %s', (_, path, value) => {
    expect(settingAt(override(nov8, { [path]: value }), path)).toMatchObject(value);
  });

  it('reaches into lists and into endpoints with blanks in their name', () => {
    const scenario = override(nov8, {
      'endpoints.Register User.steps.1.query.count': 7,
      'workload.user_classes.0.weight': 3,
    });
    expect(scenario.endpoints['Register User']!.steps[1]).toMatchObject({ query: { count: 7 } });
    expect(scenario.workload.user_classes[0]!.weight).toBe(3);
  });

  it.each([
    [
      'web.thread',
      8,
      /^web\.thread: is unknown; accepted here: server, worker_class, workers, threads/,
    ],
    ['__proto__', 8, /^__proto__: cannot be a name; accepted: another$/],
    ['endpoints.__proto__', {}, /^endpoints\.__proto__: cannot be a name/],
    ['web.__proto__.threads', 8, /^web\.__proto__: cannot be a name/],
    ['constructor.name', 8, /^constructor: is unknown; accepted here: format, version/],
    ['web.toString', 8, /^web\.toString: is unknown; accepted here: server, worker_class/],
    ['web.toString.length', 8, /^web\.toString: is unknown; accepted here: server, worker_class/],
    ['run.users', Infinity, /^run\.users: is Infinity; accepted: a finite number$/],
    ['webb.threads', 8, /^webb: is unknown; accepted here: format, version/],
    [
      'pgbouncer.pool_size',
      8,
      /^pgbouncer\.pool_size: is unknown; accepted here: pool_mode, default_pool_size/,
    ],
    [
      'web.threads.more',
      1,
      /^web\.threads\.more: is unknown, because web\.threads is 4; accepted: a value for web\.threads itself/,
    ],
    [
      'endpoints.Regster User.success_status',
      200,
      /^endpoints\.Regster User: is unknown; accepted here: Register User, Login/,
    ],
    ['externals.hipb.python_ms', 2, /^externals\.hipb: is unknown; accepted here: hibp/],
    [
      'workload.user_classes.3.weight',
      2,
      /^workload\.user_classes\.3: is unknown; accepted here: 0 to 2/,
    ],
    [
      'workload.user_classes.first.weight',
      2,
      /^workload\.user_classes\.first: is unknown; accepted here: 0 to 2/,
    ],
    ['__proto__.polluted', true, /^__proto__: cannot be a name/],
    ['run.users', -5, /^run\.users: is -5; accepted: >= 1/],
    ['run.users', 'many', /^run\.users: is "many"; accepted: /],
    ['postgres.role', 'admin', /^postgres\.role: is "admin"; accepted: "superuser", "ordinary"/],
  ])('refuses %s=%j with one sentence', (path, value, expected) => {
    const issues = issuesOf(() =>
      override({ ...nov8, web: { ...nov8.web, threads: 4 } }, { [path]: value }),
    );
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(expected);
  });

  it('marks what is set as a guess, whatever the value before it was', () => {
    const fitted = { kind: 'fitted', source: 'calibration' };
    const document = {
      ...nov8,
      provenance: {
        'web.cpu_cores': fitted,
        'django.password_hash_ms': fitted,
        'externals.hibp.latency': fitted,
        'postgres.slots_taken_before': fitted,
      },
    };
    const { provenance } = override(document, {
      'web.cpu_cores': 8,
      'externals.hibp.latency.lognormal.median_ms': 99,
      'postgres.slots_taken_before': nov8.postgres.slots_taken_before,
      'run.users': 50,
    });
    expect(provenance).toEqual({
      'django.password_hash_ms': fitted,
      'postgres.slots_taken_before': fitted,
      'web.cpu_cores': { kind: 'guess', source: 'set by hand' },
      'externals.hibp.latency.lognormal.median_ms': { kind: 'guess', source: 'set by hand' },
    });
  });

  it('leaves the document alone', () => {
    const before = JSON.stringify(nov8);
    override(nov8, { 'web.threads': 8, 'run.users': 7 });
    expect(JSON.stringify(nov8)).toBe(before);
  });
});

describe('completed', () => {
  it('fills in what a created section leaves out', () => {
    const settings = completed(nov8, { 'pgbouncer.default_pool_size': 7, 'web.threads': 8 });
    expect(settings).toMatchObject({
      pgbouncer: { default_pool_size: 7, query_wait_timeout: 120 },
      'web.threads': 8,
    });
    expect(Object.keys(settings)).toEqual(['pgbouncer', 'web.threads']);
  });

  it('changes nothing in what is there already', () => {
    expect(completed(nov8, { 'postgres.max_connections': 200 })).toEqual({
      'postgres.max_connections': 200,
    });
  });
});
