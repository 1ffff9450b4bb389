import { AppError, badInput } from '../contract/errors.ts';
import type { FoundSetting } from '../contract/imports.ts';
import { override } from '../contract/scenario/override.ts';
import type { Scenario } from '../sim/model/scenario.ts';

/**
 * A scenario with settings that were found in files on top, each known as measured and by the line where it stands.
 * Throws `AppError('invalid-input')` that names every one that the scenario does not accept, and where it stands.
 */
export function withFoundSettings(
  scenario: Scenario,
  found: readonly Pick<FoundSetting, 'path' | 'value' | 'source'>[],
  name: string,
): Scenario {
  const settings = Object.fromEntries(found.map(({ path, value }) => [path, value]));
  const { provenance, ...changed } = checked(found, () =>
    override(scenario, { ...settings, name }),
  );
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

function checked(
  found: readonly Pick<FoundSetting, 'path' | 'source'>[],
  make: () => Scenario,
): Scenario {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const issues = error.issues.map(({ path, message }) => {
      const source = found.find((setting) => setting.path === path)?.source;
      return { path: source === undefined ? path : `${source}: ${path}`, message };
    });
    throw issues.length > 0 ? badInput(issues, error.code) : error;
  }
}
