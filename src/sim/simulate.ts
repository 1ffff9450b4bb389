import { failureKinds, causes, type Cause } from './model/failures.ts';
import type { Scenario } from './model/scenario.ts';
import { Stack } from './model/stack.ts';
import { BusiestWindow } from './observe/busiestWindow.ts';
import { LocustHistogram } from './observe/locustHistogram.ts';
import { locustRow } from './observe/locustTable.ts';
import type { Observer } from './observe/observer.ts';
import { EndpointRecord, RunRecorder } from './observe/runRecorder.ts';
import type { BusyShares, EndpointRun, RunSummary } from './study/results.ts';

/**
 * One replication of a load test, measured as Locust measures. Pure: the same scenario and seed (an integer 0..2^32-1) give
 * the same summary, bit by bit. An `observer` is told of everything as it happens, `advance` after every simulated second what share
 * of the run time is over (0..1); it may throw to end the run.
 */
export function simulate(
  scenario: Scenario,
  seed: number,
  observer?: Observer,
  advance?: (share: number) => void,
): RunSummary {
  const recorder = new RunRecorder(Object.keys(scenario.endpoints).length, scenario.run.run_time_s);
  const stack = new Stack(
    scenario,
    seed,
    observer === undefined ? recorder : both(recorder, observer),
  );
  const busy = runThrough(stack, scenario, advance);
  stack.end();
  return summarise(scenario, seed, stack, recorder, busy);
}

/** Runs to the end, second by second, and watches how busy the processors and the interpreter locks are. */
function runThrough(
  stack: Stack,
  scenario: Scenario,
  advance?: (share: number) => void,
): BusyShares {
  const { run_time_s } = scenario.run;
  const cpu = new BusiestWindow();
  const interpreter = new BusiestWindow();
  for (let second = 1; second < run_time_s + 1; second++) {
    const now = Math.min(second, run_time_s);
    stack.advance(now, Infinity);
    cpu.add(now, stack.machine.webBusyAt(now));
    interpreter.add(now, stack.heldInterpreterSeconds(now));
    advance?.(now / run_time_s);
  }
  return {
    cpu: cpu.share / (scenario.web.cpu_cores * scenario.web.replicas),
    interpreter: interpreter.share / stack.machine.webProcesses,
    hashing: stack.hashingShare(run_time_s),
  };
}

function summarise(
  scenario: Scenario,
  seed: number,
  stack: Stack,
  recorder: RunRecorder,
  busy: BusyShares,
): RunSummary {
  const names = Object.keys(scenario.endpoints);
  const { endpoints, errors } = recorder;
  const all = new LocustHistogram();
  for (const record of endpoints) all.addAll(record.times);
  const lastEndedAt = Math.max(...endpoints.map((record) => record.lastEndedAt));
  return {
    seed,
    users: scenario.run.users,
    endpoints: endpoints.map((record, i) =>
      tableRow(names[i]!, record.times, [record], lastEndedAt),
    ),
    aggregated: tableRow('Aggregated', all, endpoints, lastEndedAt),
    connections: {
      limit: stack.postgres.limit,
      max: recorder.maxSlots,
      mean: recorder.meanSlots(),
      everyS: recorder.everyS,
      perSecond: [...recorder.mostSlotsOver],
    },
    busy,
    celery: stack.celeryUse(scenario.run.run_time_s),
    errors: Object.fromEntries(
      errors.map((count, failure) => [failureKinds[failure]!.text, count]).filter(([, n]) => n),
    ),
    events: stack.machine.events.fired,
  };
}

/** A row of Locust's table over `records`. */
function tableRow(
  name: string,
  times: LocustHistogram,
  records: readonly EndpointRecord[],
  lastEndedAt: number,
): EndpointRun {
  const failuresByCause = Object.fromEntries(causes.map((cause) => [cause, 0])) as Record<
    Cause,
    number
  >;
  let failures = 0;
  let unfinished = 0;
  for (const record of records) {
    failures += record.failures;
    unfinished += record.unfinished;
    record.failuresByNumber.forEach((count, failure) => {
      failuresByCause[failureKinds[failure]!.cause] += count;
    });
  }
  return {
    ...locustRow(name, times, failures, lastEndedAt),
    failuresByCause,
    unfinished,
  };
}

function both(first: Observer, second: Observer): Observer {
  return {
    requestEnded(...event) {
      first.requestEnded(...event);
      second.requestEnded(...event);
    },
    requestUnfinished(...event) {
      first.requestUnfinished(...event);
      second.requestUnfinished(...event);
    },
    errorLogged(...event) {
      first.errorLogged(...event);
      second.errorLogged(...event);
    },
    slotsChanged(...event) {
      first.slotsChanged(...event);
      second.slotsChanged(...event);
    },
  };
}
