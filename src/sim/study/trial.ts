import { replicationSeed } from '../kernel/randomStreams.ts';
import { causes } from '../model/failures.ts';
import { speedDraw } from '../model/machine.ts';
import type { Scenario } from '../model/scenario.ts';
import { controlledEstimate, estimate } from '../stats/estimate.ts';
import { setsFor, spread } from './parameterSets.ts';
import { uncertaintyOf } from './uncertainty.ts';
import {
  type CauseCounts,
  type EndpointRun,
  type EndpointTrial,
  type Estimate,
  type LocustRow,
  type RowFigure,
  rowFigures,
  type RunSummary,
  type Study,
  type Trial,
} from './results.ts';

export interface TrialOptions {
  /** At least 2, so that there are intervals. */
  readonly replications: number;
  /** 0..2^32-1; replications draw their own seeds from it. */
  readonly seed: number;
}

/**
 * Replicates one scenario and estimates every figure of Locust's tables. What a calibration left uncertain is drawn from its
 * sample, so that intervals carry it beside chance.
 */
export function* trialStudy(scenario: Scenario, options: TrialOptions): Study<Trial> {
  const { seed, replications } = options;
  const sets = setsFor(scenario, replications);
  const { tasks, runs } = spread(scenario, replicationSeeds(seed, replications), sets);
  const results = yield { tasks, progress: 0, until: 1, label: `${replications} replications` };
  return summariseTrial(scenario, seed, runs(results), sets);
}

/** Seeds of `count` replications: the first ones are the same however many there are. */
export function replicationSeeds(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => replicationSeed(seed, index));
}

/** The trial that `runs`, at least one, make up; run `i` has parameter set `i` modulo `sets`. */
export function summariseTrial(
  scenario: Scenario,
  seed: number,
  runs: readonly RunSummary[],
  sets = 1,
): Trial {
  const groups = sets > 1 ? sets : runs.length;
  const over = (value: (run: RunSummary) => number | null): Estimate =>
    estimate(runs.map(value), groups);
  const texts = [...new Set(runs.flatMap((run) => Object.keys(run.errors)))].sort();
  const seconds = runs[0]!.connections.perSecond.length;
  const perSecond = (pick: (values: number[]) => number): number[] =>
    Array.from({ length: seconds }, (_, second) =>
      pick(runs.map((run) => run.connections.perSecond[second]!)),
    );
  // How fast the machine is explains nearly all of how times differ from run to run, and hardly anything of counts and
  // rates (docs/PERFORMANCE.md). Parameter sets differ by more than that.
  const speeds =
    sets === 1 && scenario.web.cpu_speed_sigma > 0 ? runs.map((run) => speedDraw(run.seed)) : null;
  const aggregated = endpointTrial(
    runs.map((run) => run.aggregated),
    groups,
    speeds,
  );
  return {
    format: 'plimsoll.trial',
    version: 1,
    scenario: scenario.name,
    users: scenario.run.users,
    seed,
    replications: runs.length,
    stopping: null,
    endpoints: runs[0]!.endpoints.map((_, i) =>
      endpointTrial(
        runs.map((run) => run.endpoints[i]!),
        groups,
        speeds,
      ),
    ),
    aggregated,
    failuresByCause: aggregated.failuresByCause,
    capacityFailureRate: aggregated.capacityFailureRate,
    unfinished: aggregated.unfinished,
    busy: {
      cpu: over((run) => run.busy.cpu),
      interpreter: over((run) => run.busy.interpreter),
      hashing: over((run) => run.busy.hashing),
    },
    celery:
      runs[0]!.celery === null
        ? null
        : {
            enqueued: over((run) => run.celery!.enqueued),
            finished: over((run) => run.celery!.finished),
            failed: over((run) => run.celery!.failed),
            mostWaiting: over((run) => run.celery!.mostWaiting),
            meanWaitS: over((run) => run.celery!.meanWaitS),
            waiting: over((run) => run.celery!.waiting),
            oldestWaitS: over((run) => run.celery!.oldestWaitS),
          },
    connections: {
      limit: runs[0]!.connections.limit,
      max: over((run) => run.connections.max),
      mean: over((run) => run.connections.mean),
      everyS: runs[0]!.connections.everyS,
      perSecond: {
        mean: perSecond((values) => values.reduce((sum, n) => sum + n, 0) / values.length),
        low: perSecond((values) => Math.min(...values)),
        high: perSecond((values) => Math.max(...values)),
      },
    },
    errors: Object.fromEntries(texts.map((text) => [text, over((run) => run.errors[text] ?? 0)])),
    uncertainty: sets > 1 ? uncertaintyOf(runs, sets) : null,
    events: runs.reduce((sum, run) => sum + run.events, 0),
  };
}

function functionalFailureRate(row: EndpointRun): number | null {
  return row.requests === 0 ? null : row.failuresByCause.functional / row.requests;
}

/** Failures that are not functional, over requests. */
export function capacityFailureRate(row: EndpointRun): number | null {
  return row.requests === 0 ? null : (row.failures - row.failuresByCause.functional) / row.requests;
}

/** A figure of a table row; rates are null without a request. */
export function rowFigure(row: LocustRow, figure: RowFigure): number | null {
  if (figure !== 'failureRate') return row[figure];
  return row.requests === 0 ? null : row.failures / row.requests;
}

/** `speeds` are the draws behind the machines of the runs; null where they are no control. */
function endpointTrial(
  rows: readonly EndpointRun[],
  groups: number,
  speeds: readonly number[] | null,
): EndpointTrial {
  const over = (value: (row: EndpointRun) => number | null): Estimate =>
    estimate(rows.map(value), groups);
  const figures = Object.fromEntries(
    rowFigures.map((figure) => {
      const value = (row: EndpointRun): number | null => rowFigure(row, figure);
      const isTime = figure.endsWith('Ms');
      return [
        figure,
        isTime && speeds !== null ? controlledEstimate(rows.map(value), speeds) : over(value),
      ];
    }),
  ) as Record<RowFigure, Estimate>;
  return {
    name: rows[0]!.name,
    ...figures,
    capacityFailureRate: over(capacityFailureRate),
    functionalFailureRate: over(functionalFailureRate),
    failuresByCause: byCause(
      rows.map((row) => row.failuresByCause),
      groups,
    ),
    unfinished: over((row) => row.unfinished),
  };
}

function byCause(counts: readonly CauseCounts[], groups: number): EndpointTrial['failuresByCause'] {
  return Object.fromEntries(
    causes.map((cause) => [
      cause,
      estimate(
        counts.map((count) => count[cause]),
        groups,
      ),
    ]),
  ) as EndpointTrial['failuresByCause'];
}
