import { scenarioSchema } from '../../../contract/scenario/schema.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Provenance } from '../../../sim/model/scenario/provenance.ts';
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
  const others = Object.fromEntries(
    Object.entries(scenario.provenance).filter(
      ([known]) => known !== path && !known.startsWith(`${path}.`),
    ),
  );
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

/** Parts that a service may lack. */
export type Section = 'redis' | 'pgbouncer' | 'celery';

/**
 * What a part is switched on with, and where that is from; everything else as documented. PgBouncer: transaction pooling, as
 * the report recommends, and room for every client, since the default of `max_client_conn` only moves the refusals.
 */
const switchedOn: Readonly<
  Record<Section, { readonly settings: object; readonly provenance: Scenario['provenance'] }>
> = {
  redis: { settings: {}, provenance: {} },
  pgbouncer: {
    settings: { pool_mode: 'transaction', max_client_conn: 1000 },
    provenance: {
      'pgbouncer.pool_mode': { kind: 'guess', source: 'recommended by the report' },
      'pgbouncer.max_client_conn': {
        kind: 'guess',
        source: 'chosen so that every user may connect; the documented default is 100',
      },
    },
  },
  celery: { settings: {}, provenance: {} },
};

/** Switches a part off, or on with what it had `before` where that is known. */
export function withSection<Of extends Section>(
  scenario: Scenario,
  section: Of,
  on: boolean,
  before: Scenario[Of],
): Scenario {
  if (!on) return { ...scenario, [section]: null };
  if (before !== null) return { ...scenario, [section]: before };
  const { settings, provenance } = switchedOn[section];
  return {
    ...scenario,
    [section]: scenarioSchema.shape[section].parse(settings),
    provenance: { ...scenario.provenance, ...provenance },
  };
}
