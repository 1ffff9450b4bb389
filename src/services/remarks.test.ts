import { describe, expect, test } from 'vitest';
import document from '../../fixtures/nov8/measurement.json' with { type: 'json' };
import { parseMeasurement } from '../contract/measurement.ts';
import type { Measurement } from '../sim/study/results.ts';
import { withSettings } from '../sim/model/settings.ts';
import { remarks } from './remarks.ts';

const nov8 = parseMeasurement(document);

const textOf = (measurement: Measurement): string =>
  remarks(measurement)
    .map(({ text }) => text)
    .join('\n');

/** The remarks on the document of 8 November with some values changed, as one text. */
function after(changes: Record<string, unknown>): string {
  return textOf(withSettings<Measurement>(nov8, changes));
}

describe('remarks on the report of 8 November', () => {
  const all = textOf(nov8).replaceAll(/ \(line \d+\)/g, '');

  test.each([
    [
      'two kinds of failure',
      'failure rate of 72.5 % mixes 42 failures of capacity (10.9 %) with 238 functional ones (61.7 %)',
    ],
    [
      'scripts that ran once',
      'BrowsingUser and ActiveUser are 73 + 18 = 91 users, and Register User, List Groups and Create Group got 91 requests each',
    ],
    [
      'logins after successes',
      'Login got 56 requests, which is 91 - 35, the successes of Register User',
    ],
    [
      'the window',
      'one window of 116.8 to 117.1 s, which ends with the last request, not after 120 s',
    ],
    [
      'the burst',
      'the 91 requests of Register User came with the 10 s of spawning, at 9.1 per s, not at the 0.78 per s of the table',
    ],
    [
      'latencies of refusals',
      'Every request of Login (400), List Groups (401) and Create Group (401) failed',
    ],
    [
      'latencies of both kinds',
      'Register User (35 of 91 failed) and Health Check (7 of 57 failed) mix failures with successes',
    ],
    [
      'two modes',
      'The average of Health Check, 217 ms, lies above its P80 of 28 ms: a few slow requests (P90 850 ms)',
    ],
    [
      'a median that is an average',
      'a median of 3,500 ms ("3.5s median response time"), but the table has 3,100 ms; 3,467 ms is its average',
    ],
    [
      'percentiles of one endpoint',
      'P95 6,500 ms and P99 7,700 ms, given for all requests, are of Register User alone, the slowest of 5 endpoints',
    ],
    [
      'an acceptable failure rate',
      '"12% failure rate acceptable", but its failure rate of 12.3 % misses the report\'s own target of less than 0.5 %, by a factor of 25',
    ],
    [
      'an acceptable P50',
      '"acceptable at P50", but its P50 of 350 ms misses the report\'s own target of less than 300 ms, by a factor of 1.2',
    ],
    [
      'rounding',
      'List Groups has a P99 of 2,000 ms, above its maximum of 1,956 ms and Register User has a P100 of 7,700 ms, below its maximum of 7,710 ms',
    ],
    [
      'few samples',
      'With 56 to 91 requests per endpoint P98 is at most response number 2 from the top and P99 number 1',
    ],
    [
      'too few requests for the error target',
      'below 0.5 % with 95 % confidence takes 598 requests of which none fails; the whole test had 386',
    ],
    ['a single load', 'Every figure is of one load, 100 users'],
    [
      'the text of the refusal',
      '"sorry, too many clients already": PostgreSQL had no slot left at all',
    ],
    ['the middleware', 'performance-metrics middleware'],
    [
      'praise for what fails',
      'but 7 of its 57 requests (12.3 %) failed for want of capacity, with status 503, and its P99 is 2,900 ms',
    ],
    [
      'slots called a pool',
      "What the report calls a connection pool is PostgreSQL's limit of slots",
    ],
    ['a wall that moves', 'max_connections = 200 moves the limit and does not remove it'],
    [
      'an age that frees nothing in time',
      'CONN_MAX_AGE 60 is proposed as a fix, but the load of this test came within 10 s',
    ],
    [
      'a saving that is a setting',
      'is no property of PgBouncer: default_pool_size says how many connections there are',
    ],
    [
      'a promise beside the target',
      'promises Register User below 500 ms, which misses its own target of 300 ms, and a hash of 600,000 rounds alone may take longer',
    ],
    ['an estimate', 'About 50 safe users is an estimate: the report has no run at 50 users'],
    ['a promise beyond the data', '500 users is 5 times the only load measured'],
    ['a decorator that caches nothing', '@cache_page decorates views, not helper functions'],
    ['a query that fails', 'pg_settings has no columns max_conn and used'],
    [
      'a query that misses idle connections',
      "SELECT state, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1",
    ],
    ['processors that nobody looked at', 'hashing cannot be told from waiting'],
  ])('name %s', (_, sentence) => {
    expect(all).toContain(sentence);
  });

  test('carry the rule that found them and the figures that they stand on', () => {
    const byRule = Object.fromEntries(remarks(nov8).map(({ rule, numbers }) => [rule, numbers]));
    expect(byRule['mixed-failures']).toEqual({
      requests: 386,
      failures: 280,
      capacity: 42,
      functional: 238,
    });
    expect(byRule['too-few-for-error-target']).toEqual({
      limit: 0.005,
      needed: 598,
      requests: 386,
    });
    expect(byRule['hidden-burst']).toMatchObject({ burst: 91, rampS: 10, burstPerS: 9.1 });
    expect(Object.keys(byRule)).toHaveLength(24);
  });

  test('are a sentence each', () => {
    for (const { text } of remarks(nov8)) expect(text).toMatch(/^[A-Z"@0-9m][^\n]*\.$/);
    expect(new Set(remarks(nov8).map(({ text }) => text)).size).toBe(remarks(nov8).length);
  });
});

describe('remarks', () => {
  test('compute their numbers from the document', () => {
    expect(after({ 'failureNotes.0.kind': 'functional' })).toContain(
      'mixes 7 failures of capacity (1.8 %) with 273 functional',
    );
    expect(after({ 'configuration.spawnRate': 5 })).toContain('the 20 s of spawning, at 4.5 per s');
    expect(after({ 'targets.2.limit': 0.002 })).toContain(
      'below 0.2 % with 95 % confidence takes 1,497 requests',
    );
    expect(after({ 'targets.2.limit': 0.01 })).not.toContain('with 95 % confidence');
    expect(after({ 'rows.4.avgMs': 27 })).not.toContain('lies above its P80');
    expect(after({ 'claims.3.value': 3100 })).not.toContain('3.5s median');
  });

  test('say that rates fit no window instead of naming one', () => {
    expect(after({ 'rows.0.rps': 0.9 })).toContain('fit no single window');
  });

  test('tell the refusal of an ordinary role from that of a superuser', () => {
    const text = after({
      logLines: [
        'FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute',
      ],
    });
    expect(text).toContain('ordinary role, which may not take the reserved slots');
    expect(text).not.toContain('superuser, who may take');
    const both = after({
      logLines: [
        'FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute',
        'FATAL: sorry, too many clients already',
      ],
    });
    expect(both).toContain('ordinary role, which may not take the reserved slots; it says "sorry');
    expect(both).not.toContain('superuser, who may take');
  });

  test('on a sound measurement keep to what no single measurement can say', () => {
    const row = {
      ...nov8.rows[0]!,
      name: 'Home',
      requests: 5000,
      failures: 0,
      p99Ms: 6600,
      p100Ms: 7700,
      maxMs: 7700,
      rps: 42.7,
    };
    const sound: Measurement = {
      ...nov8,
      rows: [row],
      aggregated: { ...row, name: 'Aggregated' },
      logLines: [],
      passages: [],
      failureNotes: [],
      claims: [],
      targets: nov8.targets.filter((target) => target.endpoint === null),
      configuration: { ...nov8.configuration, runTimeS: 117 },
    };
    expect(remarks(parseMeasurement(sound)).map(({ text }) => text)).toEqual([
      'Every figure is of one load, 100 users: the report has no measurement of any other number of users, so what it says of fewer or more is an estimate.',
    ]);
  });
});
