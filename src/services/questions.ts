import type { JobKind, JobResults, Warning } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import { completed } from '../contract/scenario/override.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import { calibrationStudy } from '../sim/study/calibrate.ts';
import { gapStudy } from '../sim/study/gap.ts';
import type { Fix, Measurement, SlaTarget, Study } from '../sim/study/results.ts';
import { sequentialTrialStudy, type UntilPrecise } from '../sim/study/sequential.ts';
import { trialStudy } from '../sim/study/trial.ts';
import { builtInFixes, builtInTargets } from './builtIns.ts';

/** Something to be computed: what a run is stored under, and the study that answers it. */
export interface Question<Kind extends JobKind = JobKind> {
  readonly kind: Kind;
  readonly scenario: Scenario;
  readonly users: number;
  readonly seed: number;
  /** What a calibration fits; null for the other kinds. */
  readonly measurement: Measurement | null;
  /** `checkpoint`: what an earlier, unfinished study of the same question said last. */
  study(checkpoint?: string): Study<JobResults[Kind]>;
}

/** How the service does under the load of the scenario: in so many replications, or in as many as it takes. */
export function trialQuestion(
  scenario: Scenario,
  length: number | UntilPrecise,
  seed: number,
): Question<'trial'> {
  return {
    kind: 'trial',
    scenario,
    users: scenario.run.users,
    seed,
    measurement: null,
    study: () =>
      typeof length === 'number'
        ? trialStudy(scenario, { replications: length, seed })
        : sequentialTrialStudy(scenario, { ...length, seed }),
  };
}

export interface GapRequest {
  readonly targetUsers: number;
  readonly seed: number;
  readonly replications?: number;
}

/** How far the service is from a number of users, and what each fix that applies to it gains. */
export function gapQuestion(scenario: Scenario, request: GapRequest): Question<'gap'> {
  const { targetUsers, seed } = request;
  return {
    kind: 'gap',
    scenario,
    users: targetUsers,
    seed,
    measurement: null,
    study: () =>
      gapStudy(scenario, {
        ...request,
        fixes: applicableFixes(scenario).fixes,
        targets: applicableTargets(scenario),
      }),
  };
}

/** Which parameters make the scenario behave as measured. */
export function calibrationQuestion(
  scenario: Scenario,
  measurement: Measurement,
  seed: number,
): Question<'calibration'> {
  return {
    kind: 'calibration',
    scenario,
    users: measurement.configuration.users,
    seed,
    measurement,
    study: (checkpoint) =>
      calibrationStudy(scenario, measurement, {
        seed,
        ...(checkpoint !== undefined && { checkpoint }),
      }),
  };
}

/** The fixes of the library that make sense on `scenario`, and a note for each of the others. */
export function applicableFixes(scenario: Scenario): {
  fixes: readonly Fix[];
  left: readonly Warning[];
} {
  const fixes: Fix[] = [];
  const left: Warning[] = [];
  for (const fix of builtInFixes()) {
    try {
      fixes.push({ ...fix, settings: completed(scenario, fix.settings) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      left.push({
        path: error.issues[0]?.path ?? 'document',
        message: `${error.message}; the fix "${fix.label}" does not apply to this scenario and is left out`,
        severity: 'note',
      });
    }
  }
  return { fixes, left };
}

/** Targets about all requests, and those about endpoints that the scenario has. */
export function applicableTargets(scenario: Scenario): readonly SlaTarget[] {
  return builtInTargets().filter(
    ({ endpoint }) => endpoint === null || Object.hasOwn(scenario.endpoints, endpoint),
  );
}
