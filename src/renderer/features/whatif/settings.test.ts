import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../contract/scenario/check.ts';
import { nov8Scenario } from '../../testing/documents.ts';
import { provenanceOf, valueAt, withPgBouncer, withValue } from './settings.ts';

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
    const on = withPgBouncer(baseline, true, null);
    expect(on.pgbouncer).toMatchObject({
      pool_mode: 'transaction',
      max_client_conn: 1000,
      default_pool_size: 20,
    });
    expect(() => parseScenario(on)).not.toThrow();
    expect(withPgBouncer(on, false, null).pgbouncer).toBeNull();
    expect(
      withPgBouncer(baseline, true, { ...on.pgbouncer!, default_pool_size: 7 }).pgbouncer
        ?.default_pool_size,
    ).toBe(7);
  });

  it('has no value below a section that is not there', () => {
    expect(valueAt(baseline, 'pgbouncer.default_pool_size')).toBeUndefined();
  });
});
