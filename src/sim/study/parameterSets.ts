import type { Scenario } from '../model/scenario.ts';
import { settingAt, withSettings } from '../model/settings.ts';
import type { ReplicationTask, RunSummary } from './results.ts';

/**
 * `scenario` with set `k` of its uncertain parameters. What has been changed since they were fitted stays as it was changed:
 * a setting counts as uncertain only while it holds its fitted value.
 */
export function withParameterSet(scenario: Scenario, k: number): Scenario {
  const { parameter_sets: sets } = scenario;
  if (sets === null) return scenario;
  const { paths, point, values } = sets;
  const drawn = paths.flatMap((path, i) =>
    settingAt(scenario, path) === point[i] ? [[path, values[k]![i]!] as const] : [],
  );
  return withSettings(scenario, { ...Object.fromEntries(drawn), parameter_sets: null });
}

/** Replications spread over the parameter sets of a scenario. */
export interface Spread {
  /** Sets in use; 1: the settings themselves, without uncertainty. */
  readonly sets: number;
  readonly tasks: readonly ReplicationTask[];
  /** The runs in the order of their seeds, from the results of the tasks: run `i` has set `i` modulo `sets`. */
  runs(results: readonly (readonly RunSummary[])[]): RunSummary[];
}

/** As many sets as leave at least two replications for each, so that chance can be told from what is unknown. */
export function setsFor(scenario: Scenario, replications: number): number {
  const known = scenario.parameter_sets?.values.length ?? 1;
  return Math.max(1, Math.min(known, Math.floor(replications / 2)));
}

/** `seeds`, of which the first is replication `from`, over `sets` of the scenario's parameter sets. */
export function spread(
  scenario: Scenario,
  seeds: readonly number[],
  sets: number,
  from = 0,
): Spread {
  if (sets === 1) {
    const certain = { ...scenario, parameter_sets: null };
    return { sets, tasks: [{ scenario: certain, seeds }], runs: (results) => [...results[0]!] };
  }
  const count = scenario.parameter_sets!.values.length;
  const ofSet = (set: number): number[] => seeds.filter((_, i) => (from + i) % sets === set);
  return {
    sets,
    tasks: Array.from({ length: sets }, (_, set) => ({
      scenario: withParameterSet(scenario, Math.floor(((set + 0.5) * count) / sets)),
      seeds: ofSet(set),
    })),
    runs(results) {
      const next = Array.from({ length: sets }, () => 0);
      return seeds.map((_, i) => {
        const set = (from + i) % sets;
        return results[set]![next[set]!++]!;
      });
    },
  };
}
