import type { Scenario } from '../model/scenario.ts';
import { simulate } from '../simulate.ts';
import { hold, page, tinyScenario } from '../testing.ts';
import type { Measurement, RunSummary, Study } from './results.ts';

/** For tests: drives a study to its end right here. */
export function drive<Result>(study: Study<Result>): Result {
  let step = study.next();
  while (step.done !== true) {
    const results: RunSummary[][] = step.value.tasks.map(({ scenario, seeds }) =>
      seeds.map((seed) => simulate(scenario, seed)),
    );
    step = study.next(results);
  }
  return step.value;
}

/**
 * For tests: the development server in front of `slots` slots, and users who keep their connection: each of them holds a
 * slot from its first request on, so exactly `slots` users are safe.
 */
export function slotBound(users: number, slots: number): Scenario {
  return tinyScenario({
    'run.users': users,
    'run.spawn_rate': 10,
    'run.run_time_s': 20,
    'workload.user_classes': [
      {
        name: 'Reader',
        weight: 1,
        wait_time: { between: [1, 2] },
        on_start: [],
        tasks: [{ request: 'Read', when: 'always', weight: 1 }],
      },
    ],
    endpoints: { Read: page([{ python_ms: 2 }, hold(1)]) },
    'web.server': 'runserver',
    'web.cpu_cores': 4,
    'web.client_hop_ms': 0.1,
    'postgres.max_connections': slots,
  });
}

/** For tests: the measurement that `run` would print. */
export function measured(run: RunSummary): Measurement {
  return {
    format: 'plimsoll.measurement',
    version: 1,
    name: 'virtual',
    title: 'A simulated run',
    source: { tool: 'locust', toolVersion: '2.31.8', document: '', date: '2025-11-08' },
    configuration: {
      users: 30,
      spawnRate: 10,
      runTimeS: 20,
      host: '',
      environment: '',
      userClasses: [{ name: 'Reader', users: 30 }],
    },
    rounding: 'locust',
    rows: run.endpoints,
    aggregated: run.aggregated,
    logLines: [],
    claims: [],
    targets: [],
    failureNotes: [],
  };
}
