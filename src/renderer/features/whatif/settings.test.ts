import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../contract/scenario/check.ts';
import { nov8Scenario } from '../../testing/documents.ts';
import { provenanceOf, valueAt, withSection, withValue } from './settings.ts';

const baseline = parseScenario({
  ...nov8Scenario(),
  provenance: { 'postgres.max_connections': { kind: 'measured', source: 'the report' } },
});
const path = 'postgres.max_connections';

describe('settings of a scenario', () => {
  it('says of a value changed by hand that it was chosen, and what the baseline has', () => {
    const edited = withValue(baseline, baseline, path, 200);
    expect(edited.postgres.max_connections).toBe(200);
    expect(edited.provenance[path]).toEqual({
      kind: 'guess',
      source: 'chosen in What-if; the baseline has 100',
    });
    expect(baseline.postgres.max_connections).toBe(100);
  });

  it('gives the baseline provenance back with the baseline value', () => {
    const edited = withValue(withValue(baseline, baseline, path, 200), baseline, path, 100);
    expect(edited.provenance[path]).toEqual({ kind: 'measured', source: 'the report' });
  });

  it('calls a setting without provenance a documented default', () => {
    expect(provenanceOf(baseline, 'web.timeout').kind).toBe('documented default');
  });

  it('switches PgBouncer on with transaction pooling and room for every client, the rest as documented', () => {
    const on = withSection(baseline, 'pgbouncer', true, null);
    expect(on.pgbouncer).toMatchObject({
      pool_mode: 'transaction',
      max_client_conn: 1000,
      default_pool_size: 20,
    });
    expect(() => parseScenario(on)).not.toThrow();
    expect(withSection(on, 'pgbouncer', false, null).pgbouncer).toBeNull();
    expect(
      withSection(baseline, 'pgbouncer', true, { ...on.pgbouncer!, default_pool_size: 7 }).pgbouncer
        ?.default_pool_size,
    ).toBe(7);
  });

  it('switches Redis and Celery on as documented, and on again as they were', () => {
    const on = withSection(baseline, 'celery', true, null);
    expect(on.celery).toMatchObject({ workers: 1, concurrency: 4, tasks: {} });
    expect(withSection(baseline, 'redis', true, null).redis?.round_trip_ms).toBe(0.2);
    const before = { ...on.celery!, concurrency: 9 };
    expect(withSection(baseline, 'celery', true, before).celery).toBe(before);
  });

  it('forgets what was said of the parameters of a hasher that is replaced', () => {
    const path = 'django.hasher.argon2.time_cost';
    const argon2 = { argon2: { time_cost: 2, memory_cost: 102_400, parallelism: 8 } };
    const hashed = withValue(baseline, baseline, 'django.hasher', argon2);
    const edited = withValue(hashed, baseline, path, 4);
    expect(edited.provenance).toHaveProperty([path]);
    const back = withValue(edited, baseline, 'django.hasher', null);
    expect(back.provenance).not.toHaveProperty([path]);
    expect(back.django.hasher).toBeNull();
  });

  it('has no value below a section that is not there', () => {
    expect(valueAt(baseline, 'pgbouncer.default_pool_size')).toBeUndefined();
  });
});
