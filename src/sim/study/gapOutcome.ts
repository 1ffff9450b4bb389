import { counted } from '../counted.ts';
import type { Scenario } from '../model/scenario.ts';
import { isExtrapolated } from './extrapolation.ts';
import { limitOf } from './limits.ts';
import type {
  Fix,
  FixChange,
  FixOutcome,
  LadderRung,
  SafeUsers,
  SlaTarget,
  TargetSafeUsers,
  Trial,
} from './results.ts';
import type { SearchResult } from './safeUsers.ts';
import { judge } from './targets.ts';

/** What is said of one variant under one workload. */
export interface Description {
  readonly safeUsers: SafeUsers;
  readonly safeUsersByTarget: readonly TargetSafeUsers[];
  readonly ladder: readonly LadderRung[];
}

/** Safe users by target and over the chosen ones, and the loads of `ladder`, beyond twice `measuredUsers` as extrapolated. */
export function describe(
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

/** What a fix does beside the service as it is. */
export function fixOutcome(
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
