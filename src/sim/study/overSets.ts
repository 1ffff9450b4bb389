import { log2 } from '../math/logarithm.ts';
import type { Scenario } from '../model/scenario.ts';
import { withSettings } from '../model/settings.ts';
import { withParameterSet } from './parameterSets.ts';
import type { RunSummary, SafeUsersOverSets, SlaTarget, Study } from './results.ts';
import { ascending, quantile } from '../stats/quantile.ts';
import { replicationSeeds } from './trial.ts';
import { runFigure } from './uncertainty.ts';

export interface OverSetsOptions {
  readonly seed: number;
  readonly target: SlaTarget;
  /** Parameter sets to be asked, at most as many as the scenario has. */
  readonly sets: number;
  /** Runs of each set at each load. */
  readonly replications: number;
  /** Bounds the search. */
  readonly mostUsers: number;
}

/** The search ends when its bounds differ by no more than this share of the load. */
const PRECISION = 0.02;

/**
 * The largest load that meets a target in the mean, for each parameter set by itself: how far apart these are is what is not
 * known of the answer. 0 where not even one user does. All sets are bisected side by side, under common random numbers.
 */
export function* safeUsersOverSets(
  scenario: Scenario,
  { seed, target, sets, replications, mostUsers }: OverSetsOptions,
): Study<number[]> {
  const known = scenario.parameter_sets?.values.length ?? 0;
  const count = Math.min(sets, known);
  const scenarios = Array.from({ length: count }, (_, i) =>
    withParameterSet(scenario, Math.floor(((i + 0.5) * known) / count)),
  );
  const met = scenarios.map(() => 0);
  const notMet = scenarios.map(() => mostUsers + 1);
  const seeds = replicationSeeds(seed, replications);
  const rounds = Math.ceil(log2(mostUsers + 1));
  for (let round = 0; ; round++) {
    const open = scenarios.flatMap((_, i) =>
      notMet[i]! - met[i]! > Math.max(1, Math.floor(met[i]! * PRECISION)) ? [i] : [],
    );
    if (open.length === 0) return met;
    const loads = open.map((i) => Math.floor((met[i]! + notMet[i]!) / 2));
    const results = yield {
      tasks: open.map((i, k) => ({
        scenario: withSettings(scenarios[i]!, { 'run.users': loads[k]! }),
        seeds,
      })),
      progress: Math.min(0.95, round / rounds),
      until: Math.min(1, (round + 1) / rounds),
      label: `${target.label}: ${count} parameter sets`,
    };
    for (const [k, i] of open.entries()) {
      if (holds(target, results[k]!)) met[i] = loads[k]!;
      else notMet[i] = loads[k]!;
    }
  }
}

function holds({ endpoint, figure, limit }: SlaTarget, runs: readonly RunSummary[]): boolean {
  const values = runs.map((run) => {
    const row =
      endpoint === null ? run.aggregated : run.endpoints.find(({ name }) => name === endpoint)!;
    return runFigure(row, figure) ?? 0;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length < limit;
}

/** A few sets and runs: enough to say how far the answer is unknown. */
const SETS = 12;
const REPLICATIONS = 2;

export interface UncertaintyOptions {
  readonly seed: number;
  readonly mostUsers: number;
  /** The safe users by the settings themselves; null where no load meets the target. */
  readonly answers: readonly { readonly target: SlaTarget; readonly users: number | null }[];
}

/** How far answers are unknown because the parameters are; nothing for a scenario without uncertain parameters. */
export function* safeUsersUncertainty(
  scenario: Scenario,
  { seed, mostUsers, answers }: UncertaintyOptions,
): Study<SafeUsersOverSets[]> {
  if (scenario.parameter_sets === null) return [];
  const found: SafeUsersOverSets[] = [];
  for (const { target, users } of answers) {
    if (users === null) continue;
    const bySet = ascending(
      yield* safeUsersOverSets(scenario, {
        seed,
        target,
        sets: SETS,
        replications: REPLICATIONS,
        // The sets differ by a few users around the answer, not by multiples of it.
        mostUsers: Math.min(mostUsers, 2 * users + 10),
      }),
    );
    found.push({
      target: target.id,
      parameterSets: bySet.length,
      low: bySet[0]!,
      median: quantile(bySet, 0.5)!,
      high: bySet.at(-1)!,
    });
  }
  return found;
}
