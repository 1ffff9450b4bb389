import type { Scenario } from '../model/scenario.ts';
import type { Provenance } from '../model/scenario/provenance.ts';
import type { Settings } from '../model/settings.ts';
import type { Fix, FixOutcome, WorkloadGap } from './results.ts';

/** What a gap study compares with one another. */

/** The service with `settings` on top; `fix` null is the service as it is. */
export interface Variant {
  readonly fix: Fix | null;
  readonly mode: FixOutcome['mode'];
  readonly settings: Settings;
}

/** The service as it is, each fix alone, and the fixes that stack on top of one another. */
export function variantsOf(fixes: readonly Fix[]): Variant[] {
  const variants: Variant[] = [{ fix: null, mode: 'alone', settings: {} }];
  const ordered = [...fixes].sort((a, b) => a.priority - b.priority);
  for (const fix of ordered) variants.push({ fix, mode: 'alone', settings: fix.settings });
  let settings: Settings = {};
  for (const fix of ordered.filter(({ stacks }) => stacks)) {
    settings = { ...settings, ...fix.settings };
    variants.push({ fix, mode: 'stacked', settings });
  }
  return variants;
}

/** The workload as it was measured, and as it is when the application refuses nothing any more. */
export function workloadsOf(
  scenario: Scenario,
): { workload: WorkloadGap['workload']; provenance: Provenance; settings: Settings }[] {
  const endpoints = Object.fromEntries(
    Object.entries(scenario.endpoints).map(([name, endpoint]) => [
      name,
      { ...endpoint, functional_failure: null },
    ]),
  );
  return [
    {
      workload: 'as-tested',
      provenance: {
        kind: 'measured',
        source: 'the script of the measured run, functional failures included',
      },
      settings: {},
    },
    {
      workload: 'repaired',
      provenance: {
        kind: 'guess',
        source:
          'the same script when every functional failure is repaired: logins succeed and tasks loop with their waits; no such run was measured',
      },
      settings: { endpoints },
    },
  ];
}
