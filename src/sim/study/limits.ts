import { counted } from '../counted.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Cause, Trial } from './results.ts';

/** Busy share beyond which a resource counts as the one that limits. */
const SATURATED = 0.9;
/** Share of requests that hang at the end of a run beyond which that is the news. */
const HANGING = 0.02;

const refusals: readonly [Cause, (trial: Trial, scenario: Scenario) => string][] = [
  [
    'postgres_refused',
    ({ connections }, { postgres: { slots_taken_before: before } }) =>
      `PostgreSQL refuses connections: all ${connections.limit} slots are taken${before === 0 ? '' : `, ${before} of them before the test`}`,
  ],
  [
    'pgbouncer_refused',
    (_, scenario) =>
      `PgBouncer refuses clients: max_client_conn is ${scenario.pgbouncer?.max_client_conn}`,
  ],
  ['pool_timeout', () => 'requests wait for a pooled connection until the pool gives up on them'],
  ['worker_timeout', (_, scenario) => `gunicorn kills workers after ${scenario.web.timeout} s`],
  [
    'client_timeout',
    (_, scenario) => `clients give up after ${scenario.workload.client_timeout_s} s`,
  ],
  ['web_refused', () => 'web servers cannot be reached, or end under the requests that they serve'],
  ['throttled', () => 'the application throttles requests or locks users out'],
  ['other', () => 'calls to other services fail'],
];

/** What limits the service in a trial, in one sentence; from refusals first, then from what is busy. */
export function limitOf(scenario: Scenario, trial: Trial): string {
  const worst = refusals
    .map(([cause, sentence]) => ({ share: trial.failuresByCause[cause].mean ?? 0, sentence }))
    .reduce((a, b) => (b.share > a.share ? b : a));
  if (worst.share > 0) return `${worst.sentence(trial, scenario)}.`;
  const unfinished = trial.unfinished.mean ?? 0;
  if (unfinished > HANGING * ((trial.aggregated.requests.mean ?? 0) + unfinished)) {
    return `Nothing is refused, but ${counted(unfinished, 'request hangs', 'requests hang')} at the end of the run.`;
  }
  const cpu = trial.busy.cpu.mean ?? 0;
  const interpreter = trial.busy.interpreter.mean ?? 0;
  if (cpu >= SATURATED) {
    return `Nothing is refused; the ${cores(scenario.web.cpu_cores)} ${share(cpu)} busy in the worst ten seconds, and password hashes are ${share(trial.busy.hashing.mean ?? 0)} of all CPU work.`;
  }
  if (interpreter >= SATURATED) {
    return `Nothing is refused; Python's interpreter lock is ${share(interpreter)} busy in the worst ten seconds.`;
  }
  return `Nothing is refused and nothing is saturated: cores ${share(cpu)}, interpreter lock ${share(interpreter)} busy in the worst ten seconds.`;
}

function share(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

function cores(n: number): string {
  return n === 1 ? 'one core is' : `${Number(n.toPrecision(3))} cores are`;
}
