import type { Warning } from '../../contract/api.ts';
import {
  type Cause,
  causes,
  type EndpointTrial,
  type PreciseFigure,
  type Trial,
} from '../../sim/study/results.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';
import { percentileColumns, requestColumns } from './columns.ts';
import { capitalised, count, ofOneRun, percent, rate, whole } from './figures.ts';
import { counted } from '../../sim/counted.ts';

/** A trial in Locust's columns. */
export function trialBlocks(trial: Trial, warnings: readonly Warning[]): Block[] {
  const rows = [...trial.endpoints, trial.aggregated];
  return [
    heading(
      2,
      `${trial.scenario}: ${counted(trial.users, 'user')}, ${counted(trial.replications, 'replication')}, seed ${trial.seed}`,
    ),
    paragraph(
      'Mean over the replications, and in brackets where 95 of 100 single runs lie. Times in ms.',
    ),
    ...precision(trial),
    table(
      requestColumns,
      rows.map((row) => [
        row.name,
        ofOneRun(row.requests, count),
        ofOneRun(row.failures, count),
        percent(row.failureRate.mean),
        ofOneRun(row.avgMs, whole),
        whole(row.minMs.mean),
        whole(row.maxMs.mean),
        ofOneRun(row.medianMs, whole),
        rate(row.rps.mean),
      ]),
    ),
    table(
      percentileColumns(percentiles),
      rows.map((row) => [row.name, ...percentiles.map((figure) => ofOneRun(row[figure], whole))]),
    ),
    ...failures(trial, rows),
    ...list([
      `Capacity failures: ${ofOneRun(trial.capacityFailureRate, percent)} of the requests; functional failures are not among them.`,
      `Unfinished at the end of the run, in no statistic above: ${ofOneRun(trial.unfinished, count)} requests.`,
      `Connections: at most ${ofOneRun(trial.connections.max, count)} of ${trial.connections.limit} slots.`,
      `Busy in the worst ten seconds: cores ${percent(trial.busy.cpu.mean)}, interpreter lock ${percent(trial.busy.interpreter.mean)}; hashing is ${percent(trial.busy.hashing.mean)} of all CPU work.`,
      ...uncertainty(trial),
      ...celery(trial),
      ...Object.entries(trial.errors).map(
        ([text, number]) => `Log: ${text}: ${ofOneRun(number, count)} times.`,
      ),
    ]),
    ...warningBlocks(warnings),
  ];
}

export function warningBlocks(warnings: readonly Warning[]): Block[] {
  return list(warnings.map(({ severity, message }) => `${capitalised(severity)}: ${message}.`));
}

/** How much of the spread is chance, and how much is not known. */
function uncertainty({ uncertainty: known }: Trial): string[] {
  if (known === null) return [];
  const shares = known.figures
    .filter(({ endpoint, chance, parameters }) => endpoint === null && chance + parameters > 0)
    .map(({ figure, chance, parameters }) => {
      const share = parameters ** 2 / (parameters ** 2 + chance ** 2);
      return `${preciseNames[figure]} ${percent(share)}`;
    });
  if (shares.length === 0) return [];
  return [
    `Share of the variance that is uncertainty of the fitted parameters (${counted(known.parameterSets, 'set')}), the rest being chance: ${shares.join(', ')}.`,
  ];
}

/** How Celery keeps up: a backlog that grows is seen by its age (semantics E6). */
function celery({ celery: use }: Trial): string[] {
  if (use === null) return [];
  const wait = use.meanWaitS.mean === null ? 'none begun' : `${rate(use.meanWaitS.mean)} s each`;
  return [
    `Celery: ${ofOneRun(use.finished, count)} of ${ofOneRun(use.enqueued, count)} tasks done, ${ofOneRun(use.failed, count)} of them failed; at most ${ofOneRun(use.mostWaiting, count)} waiting at once (${wait}); ${ofOneRun(use.waiting, count)} still wait at the end, the oldest for ${rate(use.oldestWaitS.mean)} s.`,
  ];
}

/** What became of the wish to know figures precisely. */
function precision({ stopping, replications }: Trial): Block[] {
  if (stopping === null) return [];
  return list(
    stopping.figures.map(({ figure, within, reached }) => {
      const known = reached === null ? 'not known' : `known to ${known95(figure, reached)}`;
      const wanted = `${known95(figure, within)} wanted`;
      return reached !== null && reached <= within
        ? `${preciseNames[figure]}: ${known} with 95 % confidence after ${counted(replications, 'replication')} (${wanted}).`
        : `${preciseNames[figure]}: only ${known} with 95 % confidence after ${counted(replications, 'replication')}, at most ${stopping.atMost} (${wanted}): not reached.`;
    }),
  );
}

const preciseNames: Readonly<Record<PreciseFigure, string>> = {
  failureRate: 'Failure rate',
  capacityFailureRate: 'Capacity failures',
  avgMs: 'Average',
  p50Ms: 'P50',
  p95Ms: 'P95',
  p99Ms: 'P99',
};

function known95(figure: PreciseFigure, error: number): string {
  const isRate = figure === 'failureRate' || figure === 'capacityFailureRate';
  return `±${(error * 100).toFixed(2)} ${isRate ? 'points' : '%'}`;
}

const percentiles = ['p50Ms', 'p75Ms', 'p90Ms', 'p95Ms', 'p99Ms', 'p100Ms'] as const;

function failures(trial: Trial, rows: readonly EndpointTrial[]): Block[] {
  const seen = causes.filter((cause) => (trial.failuresByCause[cause].high ?? 0) > 0);
  if (seen.length === 0) return [paragraph('No request failed.')];
  return [
    table(
      ['<Failures', ...seen.map((cause) => causeNames[cause])],
      rows
        .filter((row) => (row.failures.high ?? 0) > 0)
        .map((row) => [
          row.name,
          ...seen.map((cause) => ofOneRun(row.failuresByCause[cause], count)),
        ]),
    ),
  ];
}

/** Causes in words. */
export const causeNames: Readonly<Record<Cause, string>> = {
  postgres_refused: 'refused by PostgreSQL',
  pgbouncer_refused: 'refused by PgBouncer',
  pool_timeout: 'gave up on the pool',
  client_timeout: 'client gave up',
  worker_timeout: 'worker killed',
  web_refused: 'web server refused',
  throttled: 'throttled',
  functional: 'functional',
  other: 'other',
};
