import { expectedFigures } from './expected/expectedFigures.ts';
import type { Expected } from './expected/expected.ts';
import { figuresOf, type LabEstimate } from './figures.ts';
import type { QueueNetwork } from './network.ts';
import { Replications } from './replications.ts';
import type { QueueRun, TracedRun } from './results.ts';
import { type LabStudy, prepare } from './study.ts';

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
  const steady = 'steady_state' in network.run;
  return {
    format: 'plimsoll.queueAnswer',
    version: 1,
    title: network.title,
    seed,
    replications,
    question: steady ? 'steady state' : 'transient',
    warmUp: steady ? study.limits.warmUp : null,
    measured: steady ? study.limits.exits : null,
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

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function remarksOn({ settled }: LabStudy, runs: readonly QueueRun[]): string[] {
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
  return remarks;
}
