import { describe, expect, test } from 'vitest';
import { withSettings } from '../model/settings.ts';
import type { SlaTarget } from './results.ts';
import { safeUsersStudy } from './safeUsers.ts';
import { drive, slotBound } from './testing.ts';

const errors: SlaTarget = {
  id: 'error-rate',
  label: 'Capacity failures < 0.5 %',
  endpoint: null,
  figure: 'capacityFailureRate',
  limit: 0.005,
};
const search = { seed: 1, replications: 5, targets: [errors], ladder: [10, 50] };

describe('the safe number of users', () => {
  test('is the number of slots when each user keeps one', () => {
    const { safeUsers } = drive(safeUsersStudy(slotBound(1, 23), search));
    expect(safeUsers[0]).toMatchObject({ value: 23, low: 23, high: 24 });
  });

  test('is the largest load tried when that still holds, and the reason says so', () => {
    const { safeUsers } = drive(safeUsersStudy(slotBound(1, 60), search));
    expect(safeUsers[0]?.value).toBe(50);
    expect(safeUsers[0]?.reason).toContain('the largest load tried');
  });

  test('is null with the uncontended time when even one user misses the target', () => {
    const slow = withSettings(slotBound(1, 60), { 'endpoints.Read.steps.0.python_ms': 250 });
    const target: SlaTarget = {
      id: 'p95',
      label: 'P95 < 200 ms',
      endpoint: null,
      figure: 'p95Ms',
      limit: 200,
    };
    const { safeUsers } = drive(safeUsersStudy(slow, { ...search, targets: [target] }));
    expect(safeUsers[0]).toMatchObject({ value: null, low: null, high: null });
    // 250 ms of Python, 1 ms of query and two hops of 0.1 ms print as 250.
    expect(safeUsers[0]?.reason).toMatch(
      /P95 < 200 ms is out of reach at any load: with a single user it is 250 ms, and Read alone takes 250 ms/,
    );
  });

  test('does not depend on how the batches are cut', () => {
    const first = drive(safeUsersStudy(slotBound(1, 23), search));
    const again = drive(safeUsersStudy(slotBound(1, 23), search));
    expect(again.safeUsers).toEqual(first.safeUsers);
    expect([...again.trials.keys()]).toEqual([...first.trials.keys()]);
  });
});
