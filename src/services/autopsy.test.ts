import { describe, expect, test } from 'vitest';
import document from '../../fixtures/nov8/measurement.json' with { type: 'json' };
import { parseMeasurement } from '../contract/measurement.ts';
import { withSettings } from '../sim/model/settings.ts';
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
