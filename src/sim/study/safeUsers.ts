import { counted } from '../counted.ts';
import { grouped } from '../grouped.ts';
import { withSettings } from '../model/settings.ts';
import type { Scenario } from '../model/scenario.ts';
import { requestsToShow } from '../stats/proportion.ts';
import { type Sample, sampleOf } from './comparison.ts';
import type { ReplicationTask, SafeUsers, SlaTarget, Study, Trial } from './results.ts';
import { judge, targetRow } from './targets.ts';
import { replicationSeeds, summariseTrial } from './trial.ts';

/** Replications of the run with a single user: enough requests to tell a target that is out of reach from bad luck. */
const SINGLE_USER_REPLICATIONS = 60;
/** The search stops when the bounds differ by no more than this share of the number of users. */
const SEARCH_PRECISION = 0.02;

export interface SearchOptions {
  readonly seed: number;
  readonly replications: number;
  readonly targets: readonly SlaTarget[];
  /** Loads that are simulated in any case, ascending; the last one bounds the search. */
  readonly ladder: readonly number[];
}

export interface SearchResult {
  /** Trials by number of users, the ladder's among them. */
  readonly trials: ReadonlyMap<number, Trial>;
  /** The single runs behind them, by number of users. */
  readonly samples: ReadonlyMap<number, Sample>;
  /** In the order of the targets. */
  readonly safeUsers: readonly SafeUsers[];
}

/**
 * The largest number of users for which each target holds with 95 % confidence, by bisection between the rungs of the ladder
 * under common random numbers. Assumes that what fails at some load fails at every larger one.
 */
export function* safeUsersStudy(scenario: Scenario, options: SearchOptions): Study<SearchResult> {
  const { targets, ladder } = options;
  const trials = new Map<number, Trial>();
  const samples = new Map<number, Sample>();
  let requestsPerUser = 1;

  const task = (users: number): ReplicationTask => {
    // To show a small failure rate takes many requests, and few users make few.
    const enough = Math.ceil(
      (1.1 * requestsToShow(leastErrorLimit(targets))) / (requestsPerUser * users),
    );
    const replications =
      users === 1
        ? SINGLE_USER_REPLICATIONS
        : Math.max(options.replications, Math.min(enough, 200));
    return {
      scenario: withSettings(scenario, { 'run.users': users }),
      seeds: replicationSeeds(options.seed, replications),
    };
  };
  function* evaluate(loads: readonly number[], progress: number, until: number): Study<void> {
    const tasks = loads.map(task);
    const results = yield { tasks, progress, until, label: scenario.title };
    for (const [i, { scenario: loaded }] of tasks.entries()) {
      trials.set(loads[i]!, summariseTrial(loaded, options.seed, results[i]!));
      samples.set(loads[i]!, sampleOf(results[i]!));
    }
  }

  yield* evaluate([1], 0, 0.1);
  requestsPerUser = Math.max(1, trials.get(1)!.aggregated.requests.mean ?? 1);
  yield* evaluate(ladder, 0.1, 0.5);
  for (let round = 0; ; round++) {
    const next = targets
      .map((target) => nextLoad(bracket(target, trials)))
      .filter((users) => users !== null);
    if (next.length === 0) break;
    yield* evaluate([...new Set(next)], searched(round), searched(round + 1));
  }
  return { trials, samples, safeUsers: targets.map((target) => conclude(target, trials)) };
}

/** Done share after so many rounds of bisection: how many there will be depends on what they find. */
function searched(rounds: number): number {
  return Math.min(0.95, 0.5 + rounds * 0.06);
}

function leastErrorLimit(targets: readonly SlaTarget[]): number {
  return Math.min(
    0.05,
    ...targets
      .filter((target) => target.figure === 'capacityFailureRate')
      .map((target) => target.limit),
  );
}

interface Bracket {
  /** Largest load up to which the target was met at every load tried; 0: at none. */
  readonly met: number;
  /** Smallest load at which it was not; Infinity: none tried. */
  readonly notMet: number;
}

function bracket(target: SlaTarget, trials: ReadonlyMap<number, Trial>): Bracket {
  let met = 0;
  for (const users of [...trials.keys()].sort((a, b) => a - b)) {
    if (!isMet(target, users, trials)) return { met, notMet: users };
    met = users;
  }
  return { met, notMet: Infinity };
}

/** A single user makes too few requests to show a failure rate: there, not being missed is enough. */
function isMet(target: SlaTarget, users: number, trials: ReadonlyMap<number, Trial>): boolean {
  const { verdict } = judge(target, trials.get(users)!);
  return verdict === 'met' || (users === 1 && verdict === 'open');
}

function nextLoad({ met, notMet }: Bracket): number | null {
  if (met === 0 || notMet === Infinity) return null;
  if (notMet - met <= Math.max(1, Math.floor(met * SEARCH_PRECISION))) return null;
  return Math.floor((met + notMet) / 2);
}

function conclude(target: SlaTarget, trials: ReadonlyMap<number, Trial>): SafeUsers {
  const { met, notMet } = bracket(target, trials);
  if (met === 0) {
    return { value: null, low: null, high: null, reason: outOfReach(target, trials.get(1)!) };
  }
  const loads = [...trials.keys()].sort((a, b) => a - b);
  const missedBySome = loads.find((users) => worstRun(target, trials.get(users)!) >= target.limit);
  const missedByAll = loads.find((users) => bestRun(target, trials.get(users)!) >= target.limit);
  const low = missedBySome === undefined ? met : (loads[loads.indexOf(missedBySome) - 1] ?? 0);
  const reason =
    notMet === Infinity
      ? `${target.label} holds at ${counted(met, 'user')}, the largest load tried`
      : `${target.label} holds at ${counted(met, 'user')} and is not shown to hold at ${grouped(notMet)}`;
  return {
    value: met,
    low: Math.min(low, met),
    high: Math.max(missedByAll ?? loads.at(-1)!, met),
    reason,
  };
}

function worstRun(target: SlaTarget, trial: Trial): number {
  return targetRow(target, trial)[target.figure].high ?? 0;
}

function bestRun(target: SlaTarget, trial: Trial): number {
  return targetRow(target, trial)[target.figure].low ?? 0;
}

/** Names the time that even a single user has to wait. */
function outOfReach(target: SlaTarget, single: Trial): string {
  const row = targetRow(target, single);
  const alone = row[target.figure].mean;
  if (target.figure === 'capacityFailureRate') {
    return `${target.label} is out of reach at any load: a single user already sees ${percent(alone)} of its requests fail`;
  }
  const slowest =
    target.endpoint === null
      ? single.endpoints.reduce((a, b) => ((b.p50Ms.mean ?? 0) > (a.p50Ms.mean ?? 0) ? b : a))
      : row;
  return `${target.label} is out of reach at any load: with a single user it is ${whole(alone)} ms, and ${slowest.name} alone takes ${whole(slowest.p50Ms.mean)} ms (median) without any contention`;
}

function percent(share: number | null): string {
  return share === null ? 'none' : `${(share * 100).toFixed(1)} %`;
}

function whole(value: number | null): string {
  return value === null ? 'unknown' : grouped(value);
}
