import type { Scenario } from '../model/scenario.ts';
import type { Provenance } from '../model/scenario/provenance.ts';
import { type Settings, withSettings } from '../model/settings.ts';
import { changes } from './comparison.ts';
import { isExtrapolated } from './extrapolation.ts';
import { safeUsersUncertainty } from './overSets.ts';
import { inParallel } from './inParallel.ts';
import { limitOf } from './limits.ts';
import type {
  Fix,
  FixChange,
  FixOutcome,
  Gap,
  LadderRung,
  SafeUsers,
  SlaTarget,
  Study,
  TargetSafeUsers,
  Trial,
  WorkloadGap,
} from './results.ts';
import { type SearchResult, safeUsersStudy } from './safeUsers.ts';
import { apiTargets, judge } from './targets.ts';
import { counted } from '../counted.ts';

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

interface Variant {
  readonly fix: Fix | null;
  readonly mode: FixOutcome['mode'];
  readonly settings: Settings;
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

interface Description {
  readonly safeUsers: SafeUsers;
  readonly safeUsersByTarget: readonly TargetSafeUsers[];
  readonly ladder: readonly LadderRung[];
}

function describe(
  scenario: Scenario,
  measuredUsers: number,
  result: SearchResult,
  targets: readonly SlaTarget[],
  chosen: readonly string[],
  ladder: readonly number[],
): Description {
  const byTarget = targets.map((target, i) => ({ target: target.id, ...result.safeUsers[i]! }));
  return {
    safeUsers: overall(byTarget.filter(({ target }) => chosen.includes(target))),
    safeUsersByTarget: byTarget,
    ladder: ladder.map((users) =>
      rung(scenario, result.trials.get(users)!, targets, isExtrapolated(users, measuredUsers)),
    ),
  };
}

/** All targets hold where the strictest of them holds. */
function overall(byTarget: readonly TargetSafeUsers[]): SafeUsers {
  const outOfReach = byTarget.filter(({ value }) => value === null);
  if (outOfReach.length > 0) {
    return {
      value: null,
      low: null,
      high: null,
      reason: outOfReach.map(({ reason }) => reason).join('; '),
    };
  }
  const strictest = byTarget.reduce((a, b) => (b.value! < a.value! ? b : a));
  const { value, low, high, reason } = strictest;
  return { value, low, high, reason };
}

function rung(
  scenario: Scenario,
  trial: Trial,
  targets: readonly SlaTarget[],
  extrapolated: boolean,
): LadderRung {
  const { aggregated } = trial;
  return {
    users: trial.users,
    requests: aggregated.requests,
    failureRate: aggregated.failureRate,
    capacityFailureRate: trial.capacityFailureRate,
    functionalFailureRate: aggregated.functionalFailureRate,
    failuresByCause: trial.failuresByCause,
    p50Ms: aggregated.p50Ms,
    p95Ms: aggregated.p95Ms,
    p99Ms: aggregated.p99Ms,
    unfinished: trial.unfinished,
    connections: { limit: trial.connections.limit, max: trial.connections.max },
    busy: trial.busy,
    endpoints: trial.endpoints.map(
      ({ name, requests, capacityFailureRate, p50Ms, p95Ms, p99Ms }) => ({
        name,
        requests,
        capacityFailureRate,
        p50Ms,
        p95Ms,
        p99Ms,
      }),
    ),
    targets: targets.map((target) => judge(target, trial)),
    limit: limitOf(scenario, trial),
    extrapolated,
  };
}

function fixOutcome(
  fix: Fix,
  mode: FixOutcome['mode'],
  outcome: Description,
  baseline: Description,
  differences: readonly FixChange[],
): FixOutcome {
  const top = outcome.ladder.at(-1)!;
  return {
    id: fix.id,
    label: fix.label,
    priority: fix.priority,
    promise: fix.promise,
    settings: Object.entries(fix.settings).map(
      ([path, value]) => `${path}=${JSON.stringify(value)}`,
    ),
    mode,
    ...outcome,
    changes: differences,
    note: `${change(baseline, outcome)} At ${counted(top.users, 'user')}: ${top.limit}`,
  };
}

/** The change of safe users on the first target: the failure rate, unless the planner chose otherwise. */
function change(before: Description, after: Description): string {
  const { target, value, reason } = after.safeUsersByTarget[0]!;
  if (value === null) return `${reason}.`;
  const was = before.safeUsersByTarget.find((entry) => entry.target === target)?.value ?? null;
  return `Safe users (${target}): ${was ?? 'none'} to ${value}.`;
}
