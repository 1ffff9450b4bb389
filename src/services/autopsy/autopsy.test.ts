import { describe, expect, test } from 'vitest';
import document from '../../../fixtures/nov8/measurement.json' with { type: 'json' };
import { parseMeasurement } from '../../contract/measurement.ts';
import { withSettings } from '../../sim/model/settings.ts';
import { autopsy } from './autopsy.ts';

const nov8 = parseMeasurement(document);

describe('autopsy', () => {
  test('splits the 280 failures of 8 November into 42 of capacity and 238 functional ones', () => {
    const { requests, failures, capacity, functional } = autopsy(nov8);
    expect([requests, failures]).toEqual([386, 280]);
    expect(capacity.count).toBe(42);
    expect(capacity.share).toBeCloseTo(0.1088, 4);
    expect(capacity.ci[0]).toBeCloseTo(0.0815, 4);
    expect(capacity.ci[1]).toBeCloseTo(0.1438, 4);
    expect(functional.count).toBe(238);
    expect(functional.share).toBeCloseTo(0.6166, 4);
    expect(functional.ci[0]).toBeCloseTo(0.5672, 4);
    expect(functional.ci[1]).toBeCloseTo(0.6637, 4);
  });

  test('says for each endpoint what failed and with which status', () => {
    expect(autopsy(nov8).rows.map((row) => [row.name, row.failures, row.kind, row.status])).toEqual(
      [
        ['Register User', 35, 'capacity', 'HTTP 500'],
        ['Login', 56, 'functional', 'HTTP 400'],
        ['List Groups', 91, 'functional', 'HTTP 401'],
        ['Create Group', 91, 'functional', 'HTTP 401'],
        ['Health Check', 7, 'capacity', 'HTTP 503'],
      ],
    );
  });

  test('follows the notes of the document, not the names of endpoints', () => {
    const turned = withSettings(nov8, { 'failureNotes.0.kind': 'functional' });
    expect(autopsy(turned)).toMatchObject({ capacity: { count: 7 }, functional: { count: 273 } });
  });

  test('gives an endpoint that failed for two reasons a row for each', () => {
    const [register, ...others] = nov8.failureNotes;
    const mixed = {
      ...nov8,
      failureNotes: [
        { ...register!, failures: 30 },
        {
          ...register!,
          failures: 5,
          status: 400,
          kind: 'functional' as const,
          reason: 'name taken',
        },
        ...others,
      ],
    };
    expect(
      autopsy(mixed)
        .rows.slice(0, 2)
        .map((row) => [row.name, row.failures, row.kind]),
    ).toEqual([
      ['Register User', 30, 'capacity'],
      ['Register User', 5, 'functional'],
    ]);
    expect(autopsy(mixed).capacity.count).toBe(37);
  });

  test('of an endpoint without a failure says so', () => {
    const healthy = {
      ...nov8,
      rows: nov8.rows.map((row) => (row.name === 'Health Check' ? { ...row, failures: 0 } : row)),
      aggregated: { ...nov8.aggregated, failures: 273 },
      failureNotes: nov8.failureNotes.filter((note) => note.endpoint !== 'Health Check'),
    };
    expect(autopsy(parseMeasurement(healthy)).rows.at(-1)).toEqual({
      name: 'Health Check',
      requests: 57,
      failures: 0,
      kind: 'none',
      status: '',
      reason: 'no request failed',
    });
  });
});

describe('autopsy of 8 November', () => {
  const { causes, unknown, users, withoutFunctional, shape } = autopsy(nov8);

  test('says what refused', () => {
    expect(unknown.count).toBe(0);
    expect(causes.map(({ cause, count }) => [cause, count])).toEqual([
      ['functional', 238],
      ['postgres_refused', 42],
    ]);
  });

  test('tells users from requests: 36 to 42 of 100 users were hit by 10.9 % of the requests', () => {
    // 35 users could not register; the 7 failed checks are those of one to seven of the nine others.
    expect(users).toEqual({ users: 100, low: 36, high: 42 });
  });

  test('says what the same requests would have shown without functional failures, and what not', () => {
    expect(withoutFunctional.sameRequests.share).toBeCloseTo(42 / 386, 12);
    expect(withoutFunctional.reaching).toMatchObject({ requests: 148, count: 42, share: 42 / 148 });
    expect(withoutFunctional.caution).toContain('no forecast');
  });

  test('calls it a transient, once-only, closed test, which says nothing of a steady state', () => {
    expect(shape).toMatchObject({ phase: 'transient', script: 'once-only', workload: 'closed' });
    expect(shape.facts[0]).toBe(
      '91 of 100 users asked each of 3 endpoints once: 273 of 386 requests.',
    );
    expect(shape.forbids.join(' ')).toContain('steady state');
  });
});

describe('the shape of a test', () => {
  const point = (atS: number, users: number, requestsPerS: number) => ({
    atS,
    users,
    requestsPerS,
    failuresPerS: 0,
    p50Ms: 10,
    p95Ms: 20,
  });
  const looping = {
    'configuration.userClasses': [],
    'configuration.users': 20,
    'configuration.spawnRate': 2,
  };
  const ramp = Array.from({ length: 10 }, (_, i) => point(i, 2 * i, 2 * i));

  test('is steady where the rate stayed the same with all users', () => {
    const history = [
      ...ramp,
      ...Array.from({ length: 30 }, (_, i) => point(10 + i, 20, 20 + (i % 2))),
    ];
    expect(autopsy(withSettings(nov8, { ...looping, history })).shape).toMatchObject({
      phase: 'steady',
      script: 'looping',
    });
  });

  test('is transient where the rate still changed, or the users were hardly all there', () => {
    const falling = [...ramp, ...Array.from({ length: 30 }, (_, i) => point(10 + i, 20, 40 - i))];
    expect(autopsy(withSettings(nov8, { ...looping, history: falling })).shape.phase).toBe(
      'transient',
    );
    const short = [...ramp, point(10, 20, 20)];
    expect(autopsy(withSettings(nov8, { ...looping, history: short })).shape.phase).toBe(
      'transient',
    );
  });

  test('is not known where no history tells', () => {
    expect(autopsy(withSettings(nov8, looping)).shape.phase).toBe('unknown');
  });

  test('is open for tools that inject at a rate', () => {
    expect(autopsy(withSettings(nov8, { 'source.tool': 'Gatling' })).shape.workload).toBe('open');
    expect(autopsy(withSettings(nov8, { 'source.tool': 'unknown' })).shape.workload).toBe(
      'unknown',
    );
  });
});
