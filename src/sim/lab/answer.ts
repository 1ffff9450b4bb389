import { agreement, type Agreement } from './agreement.ts';
import { isDeterministic } from './chance.ts';
import { expectedFigures } from './expected/expectedFigures.ts';
import type { Expected } from './expected/expected.ts';
import { BIN_WIDTH } from '../stats/logHistogram.ts';
import { figuresOf, isPercentile, type LabEstimate } from './figures.ts';
import type { QueueNetwork } from './network.ts';
import type { Pieces, RunProgress } from './pieces.ts';
import { Replications } from './replications.ts';
import { possibleRange } from './possibleRange.ts';
import { remarksOn } from './remarks.ts';
import type { TracedRun } from './results.ts';
import { prepareInPieces } from './study.ts';

/** A simulated figure beside what theory says of it. */
export interface AnsweredFigure extends LabEstimate {
  /** Path: `stations.desk.meanWait_s`. */
  readonly figure: string;
  readonly theory: Pick<Expected, 'value' | 'formula' | 'kind'> | null;
  /** How the exact value lies to the simulated one; null where theory has none or nothing can be said. */
  readonly agreement: Agreement | null;
}

/** What a network does over replications. Times in s, rates per s. */
export interface QueueAnswer {
  readonly format: 'plimsoll.queueAnswer';
  readonly version: 1;
  readonly title: string;
  readonly seed: number;
  /** One where nothing is left to chance, however many were asked for. */
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

/** How far an answer has come. */
export interface AnswerProgress extends RunProgress {
  /** Replications that are done, of how many. */
  readonly done: number;
  readonly of: number;
  /** What runs is a pilot, by which the end of the warm-up is found. */
  readonly piloting: boolean;
}

/**
 * Replications of `network`: yields how far they are many times a second, returns the answer. A network in which nothing is left to
 * chance is run once: more runs would only be the same again.
 */
export function* answerNetwork(
  network: QueueNetwork,
  replications: number,
  seed: number,
): Generator<AnswerProgress, QueueAnswer, void> {
  const wanted = isDeterministic(network) ? 1 : replications;
  const study = yield* progressOf(prepareInPieces(network, seed), 0, wanted, true);
  const done = new Replications(study, seed);
  const { runs } = done;
  while (runs.length < wanted) {
    yield* progressOf(done.nextInPieces(), runs.length, wanted);
    yield { done: runs.length, of: wanted, piloting: false, share: 0, time_s: 0 };
  }
  const expected = expectedFigures(network);
  const isSteady = 'steady_state' in network.run;
  return {
    format: 'plimsoll.queueAnswer',
    version: 1,
    title: network.title,
    seed,
    replications: wanted,
    question: isSteady ? 'steady state' : 'transient',
    warmUp: isSteady ? study.limits.warmUp : null,
    measured: isSteady ? study.limits.exits : null,
    events: runs.reduce((sum, { events }) => sum + events, 0),
    figures: Object.entries(figuresOf(network, runs)).map(([figure, estimate]) => {
      const { value, formula, kind } = expected.get(figure) ?? {};
      const theory = kind === undefined ? null : { value: value!, formula: formula!, kind };
      const range = possibleRange(network, figure);
      const binned = !done.exact && isPercentile(figure);
      const resolution = binned ? BIN_WIDTH : 0;
      const agrees = agreement(estimate, theory, range, study.limits.exits, resolution);
      return { figure, ...estimate, theory, agreement: agrees };
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

function* progressOf<Result>(
  pieces: Pieces<Result>,
  done: number,
  of: number,
  piloting = false,
): Generator<AnswerProgress, Result, void> {
  for (let step = pieces.next(); ; step = pieces.next()) {
    if (step.done === true) return step.value;
    yield { ...step.value, done, of, piloting };
  }
}
