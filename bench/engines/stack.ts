import type { Scenario } from '../../src/sim/model/scenario.ts';
import type { Observer } from '../../src/sim/observe/observer.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { RunSummary } from '../../src/sim/study/results.ts';
import { freePgBouncer, hold, page, tinyScenario } from '../../src/sim/testing.ts';
import type { NestedModel } from '../models.ts';
import { BatchSums, compileFirst, cpuSeconds, type Engine, responseOf } from './engine.ts';

/** The web stack that answers Plimsoll's own questions, set up so that it is S3: sync workers, PgBouncer's servers, no other cost. */
export const stackEngine: Engine = {
  name: 'Plimsoll web stack',
  jobShare: 1,
  missing: null,
  run({ shape, exactMeanResponse }, jobs, seed) {
    if (shape.kind !== 'nested') return null;
    const throughput = shape.users / (shape.think + exactMeanResponse);
    const scenario = nestedScenario(shape, jobs / throughput);
    compileFirst(jobs, (few) => simulate(nestedScenario(shape, few / throughput), seed));
    let summary: RunSummary;
    const seconds = cpuSeconds(() => {
      summary = simulate(scenario, seed);
    });
    return {
      jobs: summary!.aggregated.requests,
      events: summary!.events,
      seconds,
      response: responseOf(batchMeansOf(scenario, seed, summary!.aggregated.requests)),
    };
  },
};

/** Users of `shape` for `runTime` s. */
export function nestedScenario(shape: NestedModel, runTime: number): Scenario {
  return tinyScenario({
    'run.users': shape.users,
    'run.spawn_rate': 1e6,
    'run.run_time_s': runTime,
    'workload.user_classes.0.wait_time': { exponential: shape.think },
    endpoints: {
      Page: page([
        { python_ms: { exponential: { mean_ms: shape.cpu * 1000 } } },
        hold(0, { wait_ms: { exponential: { mean_ms: shape.held * 1000 } } }),
      ]),
    },
    'web.server': 'gunicorn',
    'web.worker_class': 'sync',
    'web.threads': 1,
    'web.workers': shape.workers,
    'web.timeout': 0,
    'web.cpu_cores': 1e6,
    pgbouncer: freePgBouncer({ default_pool_size: shape.connections, max_client_conn: 1e6 }),
    'postgres.max_connections': 1e6,
  });
}

/** The same run again, looked at request by request. */
function batchMeansOf(scenario: Scenario, seed: number, requests: number): number[] {
  const sums = new BatchSums(requests);
  let more = true;
  const observer: Observer = {
    requestEnded(_endpoint, _user, startedAt, endedAt) {
      more &&= sums.add(endedAt - startedAt);
    },
    requestUnfinished() {},
    errorLogged() {},
    slotsChanged() {},
  };
  simulate(scenario, seed, observer);
  return sums.means;
}
