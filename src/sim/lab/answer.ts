import { grouped } from '../grouped.ts';
import { expectedFigures } from './expected/expectedFigures.ts';
import type { Expected } from './expected/expected.ts';
import { figuresOf, type LabEstimate } from './figures.ts';
import type { QueueNetwork } from './network.ts';
import { Replications } from './replications.ts';
import type { QueueRun, TracedRun } from './results.ts';
import { type LabStudy, prepare } from './study.ts';
import { jobsToForget, loads } from './traffic.ts';

/** A simulated figure beside what theory says of it. */
export interface AnsweredFigure extends LabEstimate {
  /** Path: `stations.desk.meanWait_s`. */
  readonly figure: string;
  readonly theory: Pick<Expected, 'value' | 'formula' | 'kind'> | null;
}

/** A share that is 0 because nothing is ever lost, or nobody ever gives up: not worth a line. */
export function neverHappens({ figure, mean, theory }: AnsweredFigure): boolean {
  return /(?:loss|renege)Probability$/.test(figure) && mean === 0 && theory === null;
}

/** What a network does over replications. Times in s, rates per s. */
export interface QueueAnswer {
  readonly format: 'plimsoll.queueAnswer';
  readonly version: 1;
  readonly title: string;
  readonly seed: number;
  readonly replications: number;
  readonly question: 'steady state' | 'transient';
  /** Jobs left out in each replication, and measured; null for transients. */
  readonly warmUp: number | null;
  readonly measured: number | null;
  readonly events: number;
  /** False where more than a million values of a kind were pooled: their percentiles are read from bins at most 0.4 % wide. */
  readonly exactPercentiles: boolean;
  readonly figures: readonly AnsweredFigure[];
  /** What the reader must know before believing the figures. */
  readonly remarks: readonly string[];
  /** Of classes from traces, by class: what became of each job in the first replication. */
  readonly traces: Readonly<Record<string, readonly TracedRun[]>>;
}

/** Replications of `network` one by one: yields how many are done, returns the answer. */
export function* answerNetwork(
  network: QueueNetwork,
  replications: number,
  seed: number,
): Generator<number, QueueAnswer, void> {
  const study = prepare(network, seed);
  const done = new Replications(study, seed);
  const { runs } = done;
  while (runs.length < replications) {
    done.next();
    yield runs.length;
  }
  const expected = expectedFigures(network);
  const isSteady = steady(network);
  return {
    format: 'plimsoll.queueAnswer',
    version: 1,
    title: network.title,
    seed,
    replications,
    question: isSteady ? 'steady state' : 'transient',
    warmUp: isSteady ? study.limits.warmUp : null,
    measured: isSteady ? study.limits.exits : null,
    events: runs.reduce((sum, { events }) => sum + events, 0),
    figures: Object.entries(figuresOf(network, runs)).map(([figure, estimate]) => {
      const { value, formula, kind } = expected.get(figure) ?? {};
      const theory = kind === undefined ? null : { value: value!, formula: formula!, kind };
      return { figure, ...estimate, theory };
    }),
    exactPercentiles: done.exact,
    remarks: remarksOn(study, runs),
    traces: Object.fromEntries(
      Object.entries(runs[0]!.classes).flatMap(([name, { jobs }]) =>
        jobs === undefined ? [] : [[name, jobs]],
      ),
    ),
  };
}

/** What was simulated, in a line. */
export function whatWasDone(answer: QueueAnswer): string {
  const { replications, seed, warmUp, measured, events, exactPercentiles } = answer;
  const what =
    warmUp === null || measured === null
      ? 'from an empty system on, nothing left out'
      : `${grouped(measured)} jobs measured in each after ${grouped(warmUp)} of warm-up`;
  const percentiles = exactPercentiles ? '' : '; percentiles from bins at most 0.4 % wide';
  return `${replications} replications with seed ${seed}, ${what}; ${grouped(events)} events${percentiles}`;
}

/** Runs that are no longer than so many times what a queue takes to forget are too short to know its mean, or to know that they do not. */
const FORGETTINGS = 2;

function remarksOn({ settled, network, limits }: LabStudy, runs: readonly QueueRun[]): string[] {
  const remarks: string[] = [];
  const stuck = runs.filter(({ deadlocked }) => deadlocked).length;
  if (stuck > 0) {
    remarks.push(
      `${stuck} of ${runs.length} replications came to a deadlock: jobs hold servers that others of them wait for.`,
    );
  }
  if (!settled) {
    remarks.push(
      'The pilot runs did not see the warm-up end: the network may have no steady state, or needs longer runs.',
    );
  }
  for (const { station, load } of steady(network) ? loads(network) : []) {
    const jobs = jobsToForget(load);
    if (limits.exits >= FORGETTINGS * jobs) continue;
    remarks.push(
      `Station ${station} has a load of ${load.toPrecision(4)}: its queue takes about ${grouped(Math.ceil(jobs))} jobs to forget how long it was, and ${grouped(limits.exits)} are measured in each replication. Figures may be far off, and their intervals too narrow; ask for more in run.steady_state.completions.`,
    );
  }
  for (const name of limits.until < Infinity ? Object.keys(network.classes) : []) {
    const left = runs.reduce((sum, { classes }) => sum + classes[name]!.inside, 0) / runs.length;
    if (left === 0) continue;
    remarks.push(
      `When the time was over ${left.toPrecision(3)} jobs of ${name} were still there on average: waits and response times do not count them.`,
    );
  }
  return remarks;
}

function steady({ run }: QueueNetwork): boolean {
  return 'steady_state' in run;
}
