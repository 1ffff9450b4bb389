import type { FoundSetting } from '../contract/imports.ts';
import { override } from '../contract/scenario/override.ts';
import type { Scenario } from '../sim/model/scenario.ts';

/**
 * A scenario with settings that were found in files on top, each known as measured and by the line where it stands.
 * Throws `AppError('invalid-input')` that names every one that the scenario does not accept.
 */
export function withFoundSettings(
  scenario: Scenario,
  found: readonly FoundSetting[],
  name: string,
): Scenario {
  const settings = Object.fromEntries(found.map(({ path, value }) => [path, value]));
  const { provenance, ...changed } = override(scenario, { ...settings, name });
  return {
    ...changed,
    provenance: {
      ...provenance,
      ...Object.fromEntries(
        found.map(({ path, source }) => [path, { kind: 'measured' as const, source }]),
      ),
    },
  };
}
