import { describe, expect, test } from 'vitest';
import { compareCase } from './compare.ts';
import { simulateCase } from './measure.ts';
import { rigCase } from './rigCase.ts';
import { translate } from './translate.ts';
import { judge } from './verdict.ts';

const config = {
  users: 30,
  spawn_rate_per_s: 10,
  run_time_s: 20,
  wait_time: 'exp:1',
  mix: { hold: 1 },
  server: { kind: 'gthread', workers: 1, threads: 40, conn_max_age_s: 600 },
  pgbouncer: { pool_mode: 'transaction', default_pool_size: 2, max_client_conn: 100 },
  postgres: { max_connections: 50 },
  endpoints: { hold: { db_hold_ms: 100 } },
};
const measured = (row: object, errors: object = {}) =>
  rigCase.parse({
    id: 'pool',
    config,
    observed: {
      endpoints: { hold: { requests: 370, failures: 0, rps: 18.5, ok_rps: 18.5, ...row } },
      errors,
      connections: { max: 2 },
    },
  });

describe('a simulated case', () => {
  test('is measured as the rig measures: requests in flight at the end are in no rate', () => {
    const truth = measured({});
    const { whole, unfinished, mostConnections } = simulateCase(truth, translate(truth, 0), 1);
    const { requests, rps, failures } = whole['hold']!;
    expect(rps).toBe(requests / 20);
    expect(failures).toBe(0);
    expect(unfinished['hold']).toBeGreaterThan(5);
    expect(mostConnections).toBe(2);
  });

  test('is within the goals when it was measured so, and not when it was not', () => {
    const right = simulateCase(measured({}), translate(measured({}), 0), 7).whole['hold']!;
    const row = { ...right, median_ms: right.p50_ms, p95: right.p95_ms };
    expect(judge([compareCase(measured(row), 5)]).met).toBe(true);

    const slow = compareCase(measured({ ...row, avg_ms: right.avg_ms! * 1.5 }), 5);
    expect(slow.comparisons.filter(({ within }) => !within)).toMatchObject([{ metric: 'avg_ms' }]);
    expect(judge([slow]).met).toBe(false);

    const failing = compareCase(measured({ ...row, failures: right.requests / 5 }), 5);
    expect(judge([failing]).goals[0]).toMatchObject({ within: 0, of: 1, met: false });
  });

  test('misses an error text that was measured often', () => {
    const { errors } = compareCase(measured({}, { 'hold: 500 Oops': 50 }), 5);
    expect(errors).toMatchObject([{ text: '500 Oops', measured: 50, predicted: 0, within: false }]);
  });
});

describe('the verdict', () => {
  test('counts a case that cannot be simulated as missed', () => {
    const { goals } = judge([compareCase(measured({}), 2)], [{ name: 'x', reason: 'y' }]);
    expect(goals[0]).toMatchObject({ of: 2 });
  });
});
