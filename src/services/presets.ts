import { z } from 'zod';
import { presetDocuments } from '../../fixtures/presets/index.ts';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../sim/model/settings.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Study } from '../sim/study/results.ts';
import { safeUsersStudy } from '../sim/study/safeUsers.ts';
import { apiTargets } from '../sim/study/targets.ts';

const document = z.strictObject({
  format: z.literal('plimsoll.preset'),
  version: z.literal(1),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** So much of the users that the service carries, 0..1; null: `settings` say how many there are. */
  share_of_capacity: z.number().gt(0).max(1).nullable(),
  settings: z.record(z.string(), z.unknown()),
});

/** A load that can be put on any scenario. */
export type Preset = z.output<typeof document>;

export function presets(): readonly Preset[] {
  return presetDocuments.map((preset) => document.parse(preset));
}

/** Throws `AppError('not-found')` that names what there is. */
export function presetNamed(name: string): Preset {
  const found = presets().find((preset) => preset.name === name);
  if (found !== undefined) return found;
  const names = presets().map((preset) => preset.name);
  throw new AppError('not-found', `there is no preset ${name}; accepted: ${names.join(', ')}`);
}

/** The settings of `preset` on a service that carries `capacity` users. */
export function presetSettings(preset: Preset, capacity: number): Settings {
  const { share_of_capacity, settings } = preset;
  if (share_of_capacity === null) return settings;
  return { ...settings, 'run.users': Math.max(1, Math.floor(share_of_capacity * capacity)) };
}

const REPLICATIONS = 8;
/** Loads that are looked at in any case; a service that carries the last one is taken to carry no more. */
const LADDER = [25, 50, 100, 200, 400, 800];

/** The most users that meet the target for capacity failures; 0 when not even one does. */
export function* capacityStudy(scenario: Scenario, seed: number): Study<number> {
  const errorRate = apiTargets.filter(({ figure }) => figure === 'capacityFailureRate');
  const { safeUsers } = yield* safeUsersStudy(scenario, {
    seed,
    replications: REPLICATIONS,
    targets: errorRate,
    ladder: LADDER,
  });
  return safeUsers[0]!.value ?? 0;
}
