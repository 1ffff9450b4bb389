import type { Scenario } from '../../sim/model/scenario.ts';
import type { EndpointStep } from '../../sim/model/scenario/endpoints.ts';
import { mostUsers } from '../../sim/model/users.ts';
import { describeIssues } from '../describeIssues.ts';
import { AppError, badInput, type Issue } from '../errors.ts';
import { parameterSetFaults } from './parameterSets.ts';
import { scenarioSchema } from './schema.ts';

/**
 * The scenario in full, defaults filled in.
 * Throws `AppError('invalid-input')` that names every offending path, its value and what would be accepted.
 */
export function parseScenario(document: unknown): Scenario {
  const version = (document as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== 1) {
    throw new AppError(
      'unsupported-version',
      `version: ${version} is not a scenario version that this Plimsoll reads; accepted: 1`,
    );
  }
  const parsed = scenarioSchema.safeParse(document);
  const issues = parsed.success
    ? contradictions(parsed.data)
    : describeIssues(parsed.error, scenarioSchema, document);
  if (issues.length > 0) {
    throw badInput(issues);
  }
  return parsed.data as Scenario;
}

/** Settings that contradict one another or refer to something that is not there; empty when sound. */
function contradictions(scenario: Scenario): Issue[] {
  const issues: Issue[] = [];
  const endpointNames = Object.keys(scenario.endpoints);
  const externalNames = Object.keys(scenario.externals);
  const taskNames = Object.keys(scenario.celery?.tasks ?? {});
  for (const [c, userClass] of scenario.workload.user_classes.entries()) {
    for (const list of ['on_start', 'tasks'] as const) {
      for (const [i, entry] of userClass[list].entries()) {
        if (!endpointNames.includes(entry.request)) {
          issues.push({
            path: `workload.user_classes.${c}.${list}.${i}.request`,
            message: `"${entry.request}" is no endpoint of this scenario; accepted: ${quoted(endpointNames)}`,
          });
        }
      }
    }
    if (userClass.on_start.length === 0 && userClass.tasks.length === 0) {
      issues.push({
        path: `workload.user_classes.${c}`,
        message: `class "${userClass.name}" has neither on_start nor tasks; accepted: at least one request in either`,
      });
    }
  }
  const fixed = scenario.workload.user_classes.map(({ fixed_count }) => fixed_count);
  const placed = fixed.reduce<number>((sum, n) => sum + (n ?? 0), 0);
  if (
    !fixed.includes(null) &&
    scenario.workload.arrivals === null &&
    placed < mostUsers(scenario.run)
  ) {
    issues.push({
      path: 'workload.user_classes',
      message: `all classes have a fixed_count, ${placed} users together, and run asks for ${mostUsers(scenario.run)}; accepted: a class without fixed_count, or no more users than that`,
    });
  }
  const visit = (steps: readonly EndpointStep[], path: string): void => {
    for (const [i, step] of steps.entries()) {
      if ('external' in step && !externalNames.includes(step.external)) {
        issues.push({
          path: `${path}.${i}.external`,
          message: `"${step.external}" is not among externals; accepted: ${quoted(externalNames)}`,
        });
      }
      if ('task' in step && !taskNames.includes(step.task)) {
        issues.push({
          path: `${path}.${i}.task`,
          message: `"${step.task}" is not among celery.tasks; accepted: ${quoted(taskNames)}`,
        });
      }
      if ('transaction' in step) visit(step.transaction, `${path}.${i}.transaction`);
      if ('cached' in step) visit(step.cached.steps, `${path}.${i}.cached.steps`);
      if ('background' in step) visit(step.background, `${path}.${i}.background`);
    }
  };
  for (const name of endpointNames)
    visit(scenario.endpoints[name]!.steps, `endpoints.${name}.steps`);
  for (const name of taskNames) {
    const { steps } = scenario.celery!.tasks[name]!;
    visit(steps, `celery.tasks.${name}.steps`);
    if (steps.some((step) => 'check_password' in step)) {
      issues.push({
        path: `celery.tasks.${name}.steps`,
        message: 'a task has no user to log in; accepted: steps without check_password',
      });
    }
  }

  const { postgres, django, web } = scenario;
  for (const [t, { endpoints }] of django.throttles.entries()) {
    for (const [i, name] of (endpoints ?? []).entries()) {
      if (!endpointNames.includes(name)) {
        issues.push({
          path: `django.throttles.${t}.endpoints.${i}`,
          message: `"${name}" is no endpoint of this scenario; accepted: ${quoted(endpointNames)}`,
        });
      }
    }
  }
  for (const [i, fault] of scenario.faults.entries()) {
    if (fault.kind === 'external_slow' && !externalNames.includes(fault.external)) {
      issues.push({
        path: `faults.${i}.external`,
        message: `"${fault.external}" is not among externals; accepted: ${quoted(externalNames)}`,
      });
    }
    if (fault.kind === 'web_replica_lost' && fault.replica >= web.replicas) {
      issues.push({
        path: `faults.${i}.replica`,
        message: `${fault.replica} is not among web.replicas ${web.replicas}; accepted: 0 to ${web.replicas - 1}`,
      });
    }
  }
  const reserved = postgres.superuser_reserved_connections + postgres.reserved_connections;
  if (reserved >= postgres.max_connections) {
    issues.push({
      path: 'postgres.superuser_reserved_connections',
      message: `${reserved} reserved connections leave none of max_connections ${postgres.max_connections}; accepted: fewer reserved (with reserved_connections) than max_connections`,
    });
  }
  if (django.pool !== null && django.CONN_MAX_AGE !== 0) {
    issues.push({
      path: 'django.pool',
      message: `pooling does not support persistent connections, and CONN_MAX_AGE is ${django.CONN_MAX_AGE}; accepted: CONN_MAX_AGE 0 with a pool, or pool null`,
    });
  }
  return [...issues, ...parameterSetFaults(scenario)];
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? 'none is defined' : names.map((name) => `"${name}"`).join(', ');
}
