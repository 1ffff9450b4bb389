import type { Scenario } from '../../model/scenario.ts';
import { withSettings } from '../../model/settings.ts';
import type { Measurement } from '../results.ts';

/** The scenario under the load of the measurement. */
export function underLoadOf(scenario: Scenario, { configuration }: Measurement): Scenario {
  return withSettings(scenario, {
    parameter_sets: null,
    'run.users': configuration.users,
    'run.spawn_rate': configuration.spawnRate,
    'run.run_time_s': configuration.runTimeS,
  });
}
