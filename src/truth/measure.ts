import type { Scenario } from '../sim/model/scenario.ts';
import type { Observer } from '../sim/observe/observer.ts';
import { simulate } from '../sim/simulate.ts';
import type { Figures, TruthCase } from './case.ts';
import { errorText } from './errorTexts.ts';
import { samplerOffset } from './rig.ts';

/** What the rig would have measured of one simulated run. */
export interface SimulatedRun {
  readonly whole: Readonly<Record<string, Figures>>;
  readonly steady: Readonly<Record<string, Figures>> | null;
  /** By endpoint. */
  readonly unfinished: Readonly<Record<string, number>>;
  readonly mostConnections: number;
  /** By endpoint: texts, and how often. */
  readonly errors: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** One simulated run of `truth` under `seed`, measured as the rig measures. */
export function simulateCase(truth: TruthCase, scenario: Scenario, seed: number): SimulatedRun {
  const names = Object.keys(scenario.endpoints);
  const log = new RigLog();
  simulate(scenario, seed, log);
  const { run_time_s } = truth.config;
  const window = (from_s: number): Record<string, Figures> =>
    Object.fromEntries(
      names.map((name, i) => [name, figures(log, i, from_s, run_time_s - from_s)]),
    );
  return {
    whole: window(0),
    steady: truth.steady === null ? null : window(truth.steady.from_s),
    unfinished: Object.fromEntries(names.map((name, i) => [name, log.unfinished[i] ?? 0])),
    mostConnections: log.mostConnections(scenario.run.run_time_s),
    errors: errors(log, names),
  };
}

/** Writes down what the rig's load generator and its sampler see. */
class RigLog implements Observer {
  readonly endpoint: number[] = [];
  readonly startedAt: number[] = [];
  readonly endedAt: number[] = [];
  readonly status: number[] = [];
  readonly failure: number[] = [];
  readonly unfinished: number[] = [];
  private readonly slotsAt: number[] = [];
  private readonly slots: number[] = [];

  requestEnded(
    endpoint: number,
    _user: number,
    startedAt: number,
    endedAt: number,
    status: number,
    failure: number,
  ): void {
    this.endpoint.push(endpoint);
    this.startedAt.push(startedAt);
    this.endedAt.push(endedAt);
    this.status.push(status);
    this.failure.push(failure);
  }

  requestUnfinished(endpoint: number): void {
    this.unfinished[endpoint] = (this.unfinished[endpoint] ?? 0) + 1;
  }

  errorLogged(): void {}

  slotsChanged(time: number, used: number): void {
    this.slotsAt.push(time);
    this.slots.push(used);
  }

  /** The sampler looks once a second and misses what comes and goes between two looks. */
  mostConnections(until: number): number {
    let most = 0;
    let at = 0;
    for (let time = samplerOffset; time <= until; time++) {
      while (at + 1 < this.slotsAt.length && this.slotsAt[at + 1]! <= time) at++;
      most = Math.max(most, this.slots[at] ?? 0);
    }
    return most;
  }
}

function figures(log: RigLog, endpoint: number, from_s: number, seconds: number): Figures {
  const times: number[] = [];
  let failures = 0;
  for (let i = 0; i < log.endpoint.length; i++) {
    if (log.endpoint[i] !== endpoint || log.startedAt[i]! < from_s) continue;
    times.push((log.endedAt[i]! - log.startedAt[i]!) * 1000);
    if (log.failure[i] !== 0) failures++;
  }
  times.sort((a, b) => a - b);
  const { length } = times;
  const nearestRank = (share: number): number | null =>
    length === 0 ? null : times[Math.max(0, Math.ceil(share * length) - 1)]!;
  return {
    requests: length,
    failures,
    rps: length / seconds,
    ok_rps: (length - failures) / seconds,
    avg_ms: length === 0 ? null : times.reduce((sum, time) => sum + time, 0) / length,
    p50_ms: nearestRank(0.5),
    p95_ms: nearestRank(0.95),
  };
}

function errors(log: RigLog, names: readonly string[]): SimulatedRun['errors'] {
  const counts: Record<string, Record<string, number>> = {};
  for (let i = 0; i < log.endpoint.length; i++) {
    const failure = log.failure[i]!;
    if (failure === 0) continue;
    const text = errorText(log.status[i]!, failure);
    const ofEndpoint = (counts[names[log.endpoint[i]!]!] ??= {});
    ofEndpoint[text] = (ofEndpoint[text] ?? 0) + 1;
  }
  return counts;
}
