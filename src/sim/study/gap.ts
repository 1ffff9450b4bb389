import type { Scenario } from '../model/scenario.ts';
import { withSettings } from '../model/settings.ts';
import { changes } from './comparison.ts';
import { describe, fixOutcome } from './gapOutcome.ts';
import { variantsOf, workloadsOf } from './gapVariants.ts';
import { inParallel } from './inParallel.ts';
import { safeUsersUncertainty } from './overSets.ts';
import type { Fix, Gap, SlaTarget, Study, WorkloadGap } from './results.ts';
import { type SearchResult, safeUsersStudy } from './safeUsers.ts';
import { apiTargets } from './targets.ts';

export interface GapOptions {
  readonly fixes: readonly Fix[];
  /** Load to be reached; bounds the search. */
  readonly targetUsers: number;
  readonly seed: number;
  /** Default 10. */
  readonly replications?: number;
  /** Default: those of the report over all requests. */
  readonly targets?: readonly SlaTarget[];
  /** Targets that the overall number of safe users is about; default: all of `targets` that are over all requests. */
  readonly chosenTargets?: readonly string[];
}

/**
 * How far the service is from its target load: safe users and a ladder of loads, for the service as it is, for each fix alone
 * and for the fixes stacked by priority, on the workload as tested and on one whose functional failures are repaired.
 */
export function* gapStudy(scenario: Scenario, options: GapOptions): Study<Gap> {
  const targets = options.targets ?? apiTargets;
  const chosenTargets =
    options.chosenTargets ??
    targets.filter((target) => target.endpoint === null).map(({ id }) => id);
  const replications = options.replications ?? 10;
  const ladder = [...new Set([50, 100, 200, options.targetUsers])]
    .filter((users) => users <= options.targetUsers)
    .sort((a, b) => a - b);
  const variants = variantsOf(options.fixes);
  const workloads = workloadsOf(scenario);
  const search = { seed: options.seed, replications, ladder };

  const certain = { ...scenario, parameter_sets: null };

  const results = yield* inParallel(
    workloads.flatMap(({ settings }) =>
      variants.map((variant) =>
        safeUsersStudy(withSettings(certain, { ...settings, ...variant.settings }), {
          ...search,
          // What is not chosen is searched for the service as it is only.
          targets:
            variant.fix === null ? targets : targets.filter(({ id }) => chosenTargets.includes(id)),
        }),
      ),
    ),
    'safe users of each fix',
  );

  const baselines = workloads.map((_, w) => results[w * variants.length]!);
  const overSets = yield* inParallel(
    workloads.map(({ settings }, w) =>
      safeUsersUncertainty(withSettings(scenario, settings), {
        seed: options.seed,
        mostUsers: options.targetUsers,
        answers: targets.flatMap((target, t) =>
          chosenTargets.includes(target.id)
            ? [{ target, users: baselines[w]!.safeUsers[t]!.value }]
            : [],
        ),
      }),
    ),
    'safe users of each parameter set',
  );

  let events = 0;
  const gaps = workloads.map(({ workload, provenance, settings }, w): WorkloadGap => {
    const resultOf = (v: number): SearchResult => results[w * variants.length + v]!;
    const outcomes = variants.map((variant, v) => {
      const result = resultOf(v);
      for (const trial of result.trials.values()) events += trial.events;
      const changed = withSettings(scenario, { ...settings, ...variant.settings });
      const own =
        variant.fix === null ? targets : targets.filter(({ id }) => chosenTargets.includes(id));
      return describe(changed, scenario.run.users, result, own, chosenTargets, ladder);
    });
    const [baseline] = outcomes;
    return {
      workload,
      provenance,
      ...baseline!,
      safeUsersOverSets: overSets[w]!,
      fixes: variants.flatMap((variant, v) =>
        variant.fix === null
          ? []
          : [
              fixOutcome(
                variant.fix,
                variant.mode,
                outcomes[v]!,
                baseline!,
                changes(ladder, resultOf(0).samples, resultOf(v).samples),
              ),
            ],
      ),
    };
  });
  return {
    format: 'plimsoll.gap',
    version: 1,
    scenario: scenario.name,
    targetUsers: options.targetUsers,
    seed: options.seed,
    replications,
    targets,
    chosenTargets,
    workloads: gaps,
    events,
  };
}
