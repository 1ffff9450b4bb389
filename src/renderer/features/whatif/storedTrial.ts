import type { Api } from '../../../contract/api.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Trial } from '../../../sim/study/results.ts';

/** Stored runs that are looked at before a scenario is simulated anew. */
const LOOKED_AT = 12;

/** A stored trial of a scenario that simulates the same, so that opening it again need not run it; null if there is none. */
export async function findStoredTrial(
  api: Api,
  scenario: Scenario,
  { seed, replications }: { readonly seed: number; readonly replications: number },
): Promise<Trial | null> {
  const entries = (await api['run.list']({ kind: 'trial' }))
    .filter((entry) => entry.seed === seed && entry.users === scenario.run.users)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, LOOKED_AT);
  const wanted = simulated(scenario);
  for (const { id } of entries) {
    const stored = await api['run.get']({ id });
    if (stored.entry.kind !== 'trial') continue;
    const result = stored.result as Trial;
    if (result.replications === replications && simulated(stored.scenario) === wanted)
      return result;
  }
  return null;
}

/** What of a scenario the simulator looks at, as text that is equal for equal scenarios. */
export function simulated(scenario: Scenario): string {
  const {
    name: _name,
    title: _title,
    description: _description,
    provenance: _provenance,
    ...rest
  } = scenario;
  return JSON.stringify(sorted(rest));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
