import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import document from '../../../fixtures/nov8/measurement.json' with { type: 'json' };
import { parseMeasurement } from '../../contract/measurement.ts';
import type { Measurement } from '../../sim/study/results.ts';
import { usersHit } from './usersHit.ts';

const nov8 = parseMeasurement(document);

/** A run of `users` in one class, with endpoints of (requests, failures of capacity). */
function run(users: number, ...endpoints: readonly (readonly [number, number])[]): Measurement {
  return {
    ...nov8,
    configuration: { ...nov8.configuration, users, userClasses: [] },
    rows: endpoints.map(([requests, failures], i) => ({
      ...nov8.rows[0]!,
      name: `endpoint ${i}`,
      requests,
      failures,
    })),
    failureNotes: endpoints.map(([, failures], i) => ({
      endpoint: `endpoint ${i}`,
      status: 500,
      kind: 'capacity',
      failures,
      reason: 'refused',
    })),
  };
}

describe('the users that met a failure of capacity', () => {
  test.each<[string, Measurement, number, number]>([
    ['nobody', run(10, [10, 0]), 0, 0],
    ['as many as failures where everybody asked once', run(10, [10, 4]), 4, 4],
    ['the same or others, by two endpoints asked once', run(10, [10, 4], [10, 5]), 5, 9],
    ['one at least, seven at most, of nine who asked seven times', run(9, [57, 7]), 1, 7],
    ['all, where each request failed', run(9, [57, 57]), 9, 9],
    ['never more than there are', run(10, [10, 10], [40, 20]), 10, 10],
  ])('are %s', (_, measurement, low, high) => {
    expect(usersHit(measurement)).toMatchObject({ low, high });
  });

  test('are a range within all users, whatever the counts', () => {
    const endpoint = fc
      .tuple(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([requests, share]): [number, number] => [requests, Math.floor(requests * share)]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(endpoint, { maxLength: 5 }),
        (users, endpoints) => {
          const { low, high } = usersHit(run(users, ...endpoints));
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(users);
          const failures = endpoints.reduce((sum, [, failed]) => sum + failed, 0);
          expect(low > 0).toBe(failures > 0);
        },
      ),
    );
  });
});
