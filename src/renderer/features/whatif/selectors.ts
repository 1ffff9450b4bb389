import type {
  Measurement,
  EndpointTrial,
  Estimate,
  LocustRow,
  Trial,
} from '../../../sim/study/results.ts';
import { type Cause, causes } from '../../../sim/study/results.ts';
import type { Warning } from '../../../contract/api.ts';
import { type Issue, oneSentence, sentenceOf } from '../../../contract/errors.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { ConnectionsData } from '../../charts/ConnectionsChart.tsx';
import { count, type Format, interval, isThin, msCell, perSecond } from '../../ui/format.ts';
import type { WhatIfState } from './store.ts';

/** Columns of Locust's own table, in its order; `p` where the column is a percentile. */
const columns: readonly {
  readonly label: string;
  readonly figure: Exclude<keyof LocustRow, 'name'> & keyof EndpointTrial;
  readonly format: Format;
  readonly p?: number;
}[] = [
  { label: '# Requests', figure: 'requests', format: count },
  { label: '# Fails', figure: 'failures', format: count },
  { label: 'Median (ms)', figure: 'medianMs', format: msCell, p: 0.5 },
  { label: '95%ile (ms)', figure: 'p95Ms', format: msCell, p: 0.95 },
  { label: '99%ile (ms)', figure: 'p99Ms', format: msCell, p: 0.99 },
  { label: 'Average (ms)', figure: 'avgMs', format: msCell },
  { label: 'Min (ms)', figure: 'minMs', format: msCell },
  { label: 'Max (ms)', figure: 'maxMs', format: msCell },
  { label: 'RPS', figure: 'rps', format: perSecond },
];
export const columnLabels: readonly string[] = columns.map(({ label }) => label);

export interface ResultCell {
  readonly label: string;
  readonly predicted: string;
  readonly range: string;
  readonly measured: string;
  /** The cell is a percentile with fewer than five requests beyond it. */
  readonly thin: boolean;
  readonly measuredThin: boolean;
}
export interface ResultRow {
  readonly name: string;
  readonly total: boolean;
  readonly cells: readonly ResultCell[];
}

/** Predicted rows in Locust's columns, each cell with the measured one where the report has it. */
export function resultRows(trial: Trial, measurement: Measurement | null): readonly ResultRow[] {
  const rowOf = (
    predicted: EndpointTrial,
    measured: LocustRow | undefined,
    total: boolean,
  ): ResultRow => ({
    name: predicted.name,
    total,
    cells: columns.map(({ label, figure, format, p }): ResultCell => {
      const estimate: Estimate = predicted[figure];
      const known = measured?.[figure] ?? null;
      return {
        label,
        predicted: format(estimate.mean),
        range: interval(estimate.low, estimate.high, format),
        measured: known === null ? '' : format(known),
        thin: p !== undefined && isThin(predicted.requests.mean ?? 0, p),
        measuredThin: p !== undefined && isThin(measured?.requests ?? 0, p),
      };
    }),
  });
  return [
    ...trial.endpoints.map((endpoint) =>
      rowOf(
        endpoint,
        measurement?.rows.find(({ name }) => name === endpoint.name),
        false,
      ),
    ),
    rowOf(trial.aggregated, measurement?.aggregated, true),
  ];
}

const causeLabels: Readonly<Record<Cause, string>> = {
  postgres_refused: 'Refused by PostgreSQL (no free slot)',
  pgbouncer_refused: 'Refused by PgBouncer',
  pool_timeout: 'Gave up waiting for a pooled connection',
  client_timeout: 'The client gave up',
  worker_timeout: 'gunicorn killed the worker',
  web_refused: 'the web server was not reached',
  throttled: 'throttled or locked out',
  functional: 'Functional (400, 401): at any load',
  other: 'Other',
};

export interface CauseRow {
  readonly cause: Cause;
  readonly label: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly none: boolean;
}

/** Failures of one run by their cause: every cause is listed, so that none is overlooked. */
export function causeRows(trial: Trial): readonly CauseRow[] {
  return causes.map((cause) => {
    const { mean, low, high } = trial.failuresByCause[cause];
    return {
      cause,
      label: causeLabels[cause],
      mean: mean ?? 0,
      low: low ?? 0,
      high: high ?? 0,
      none: (high ?? mean ?? 0) === 0,
    };
  });
}

/** Slots over time as the chart wants them. */
export function connectionsData({ connections }: Trial, { run }: Scenario): ConnectionsData {
  const { limit, everyS, perSecond: each } = connections;
  return {
    limit,
    everyS,
    mean: each.mean,
    low: each.low,
    high: each.high,
    rampS: run.users / run.spawn_rate,
  };
}

/** When the mean first passes the alert line and the limit, in a sentence. */
export function connectionsSentence({ connections }: Trial, alertShare: number): string {
  const { limit, max, everyS, perSecond: each } = connections;
  const peak = `Up to ${count(max.mean)} ${interval(max.low, max.high, count)} of ${count(limit)} slots are taken`;
  const alert = each.mean.findIndex((slots) => slots >= limit * alertShare);
  if (alert < 0) return `${peak}; the alert line is never reached.`;
  const full = each.mean.findIndex((slots) => slots >= limit);
  if (full < 0)
    return `${peak}; the alert line is passed after ${count(alert * everyS)} s, the limit is not reached.`;
  return `${peak}; the alert line is passed after ${count(alert * everyS)} s and every slot is taken after ${count(full * everyS)} s.`;
}

/** What there is to say at one setting: what is wrong before what is surprising. */
export function remarksAt(
  path: string,
  {
    issues,
    warnings,
  }: { readonly issues: readonly Issue[]; readonly warnings: readonly Warning[] },
): readonly { readonly severity: 'error' | 'warning' | 'note'; readonly message: string }[] {
  return [
    ...issues
      .filter((issue) => issue.path === path)
      .map((issue) => ({ severity: 'error' as const, message: sentenceOf(issue) })),
    ...warnings
      .filter((warning) => warning.path === path)
      .map(({ severity, message }) => ({ severity, message })),
  ];
}

/** Issues and warnings of settings that no knob on screen shows. */
export function elsewhere<Found extends Issue>(
  found: readonly Found[],
  shownPaths: readonly string[],
): readonly Found[] {
  return found.filter(({ path }) => !shownPaths.includes(path));
}

/** Why the settings as they stand can be neither saved nor studied, in a sentence; null where they can. */
export function obstacleOf({ issues }: Pick<WhatIfState, 'issues'>): string | null {
  if (issues.length === 0) return null;
  return `Mend the settings first. ${oneSentence(issues.map(sentenceOf))}`;
}

/** Whether what is on screen is of the settings as they stand. */
export function isCurrent({ shown, history }: WhatIfState): boolean {
  return shown !== null && shown.scenario === history?.present;
}

/** Whether there is something on screen that is of other settings. */
export function isStale(state: WhatIfState): boolean {
  return state.shown !== null && !isCurrent(state);
}
