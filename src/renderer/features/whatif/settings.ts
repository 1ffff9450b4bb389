import { scenarioSchema } from '../../../contract/scenario/schema.ts';
import type { PgBouncer, Provenance, Scenario } from '../../../sim/model/scenario.ts';
import { withSettings } from '../../../sim/model/settings.ts';

/** Value of a setting; undefined where the scenario has no such setting (`pgbouncer` is null). */
export function valueAt(scenario: Scenario, path: string): unknown {
  let value: unknown = scenario;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/**
 * `scenario` with a setting changed by hand. Its provenance says so, so that a saved scenario never calls a chosen value
 * fitted or measured; a value put back to the baseline's gets the baseline's provenance back.
 */
export function withValue(
  scenario: Scenario,
  baseline: Scenario,
  path: string,
  value: unknown,
): Scenario {
  const changed = withSettings(scenario, { [path]: value });
  const { [path]: _old, ...others } = scenario.provenance;
  const isBaseline = sameValue(value, valueAt(baseline, path));
  const known = isBaseline ? baseline.provenance[path] : byHand(baseline, path);
  return { ...changed, provenance: known === undefined ? others : { ...others, [path]: known } };
}

function byHand(baseline: Scenario, path: string): Provenance {
  const was = valueAt(baseline, path);
  const instead = was === undefined ? '' : `; the baseline has ${printed(was)}`;
  return { kind: 'guess', source: `chosen in What-if${instead}` };
}

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function printed(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How well a setting is known; what a scenario says nothing about is a documented default. */
export function provenanceOf(scenario: Scenario, path: string): Provenance {
  return (
    scenario.provenance[path] ?? {
      kind: 'documented default',
      source:
        'the documented default of the setting, or a value that the scenario states without a source',
    }
  );
}

/**
 * PgBouncer for a scenario without it: transaction pooling, as the report recommends, and room for every client, since the
 * default of `max_client_conn` only moves the refusals. Everything else as documented.
 */
const recommended = { pool_mode: 'transaction', max_client_conn: 1000 } as const;
const chosen: Readonly<Record<string, Provenance>> = {
  'pgbouncer.pool_mode': { kind: 'guess', source: 'recommended by the report' },
  'pgbouncer.max_client_conn': {
    kind: 'guess',
    source: 'chosen so that every user may connect; the documented default is 100',
  },
};

/** Switches PgBouncer off, or on with what it had `before` where that is known. */
export function withPgBouncer(scenario: Scenario, on: boolean, before: PgBouncer | null): Scenario {
  if (!on) return { ...scenario, pgbouncer: null };
  if (before !== null) return { ...scenario, pgbouncer: before };
  const pgbouncer = scenarioSchema.shape.pgbouncer.parse(recommended);
  return { ...scenario, pgbouncer, provenance: { ...scenario.provenance, ...chosen } };
}
