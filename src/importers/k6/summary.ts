import { counted } from '../../sim/counted.ts';
import type { LocustRow } from '../../sim/study/results.ts';
import type { Finding, Reader } from '../importer.ts';
import { fault } from '../text/fault.ts';
import { countAt, entriesOf, type Json, isObject, numberAt, own, parseJson } from '../text/json.ts';
import { percentilesBy, rowWith } from '../text/rows.ts';

/** `k6 run --summary-export`, and what handleSummary gets (semantics G3): the same metrics, values nested in the latter. */
export const k6Summary: Reader = {
  id: 'k6-summary',
  title: 'k6 summary (JSON)',
  detect: ({ text }) =>
    /^\s*\{/.test(text) && text.includes('"metrics"') && text.includes('"http_req') ? 0.95 : 0,
  async read(file) {
    const document = parseJson(file.name, await file.text());
    const metrics = own(document, 'metrics');
    if (!isObject(metrics)) {
      throw fault(
        { file: file.name },
        'metrics is no object; accepted: the output of --summary-export, or the data of handleSummary',
      );
    }
    return findingOf(file.name, document, metrics);
  },
};

function findingOf(file: string, document: Json, metrics: Json): Finding {
  const aggregated = rowOf(file, metrics, 'Aggregated', '');
  const tagged = entriesOf(metrics).flatMap(([key]) => {
    const tag = /^http_req_duration(\{(?:name|url):([^}]+)\})$/.exec(key);
    return tag === null ? [] : [{ suffix: tag[1]!, name: tag[2]!.trim() }];
  });
  const rows = tagged
    .filter(({ suffix }) => own(metrics, `http_reqs${suffix}`) !== undefined)
    .map(({ suffix, name }) => rowOf(file, metrics, name, suffix));
  const whole =
    rows.length > 0 &&
    rows.reduce((sum, { requests }) => sum + requests, 0) === aggregated.requests &&
    rows.reduce((sum, { failures }) => sum + failures, 0) === aggregated.failures;
  const users = figure(metrics, 'vus_max', 'max') ?? figure(metrics, 'vus_max', 'value');
  const durationMs = own(own(document, 'state'), 'testRunDurationMs');
  const dropped = figure(metrics, 'dropped_iterations', 'count');
  return {
    tool: { name: 'k6', version: '' },
    tables: {
      rounding: 'exact',
      rows: whole ? rows : [{ ...aggregated, name: 'all requests' }],
      aggregated,
    },
    configuration: {
      ...(users !== null && users >= 1 && { users: Math.round(users) }),
      ...(typeof durationMs === 'number' && durationMs > 0 && { runTimeS: durationMs / 1000 }),
    },
    understood: [
      `${counted(aggregated.requests, 'request')}${whole ? ` to ${counted(rows.length, 'endpoint')}` : ''}, ${counted(aggregated.failures, 'failure')}.`,
      ...(dropped === null
        ? []
        : [`${dropped} iterations were dropped: arrivals at a rate, an open workload.`]),
    ],
    assumed: [
      'In http_req_failed passes are failed requests: k6 counts how often the statement "failed" held.',
      ...(whole
        ? []
        : [
            'The summary has no complete sub-metrics by name, so there is one row for all requests; thresholds on http_req_duration{name:...} and http_reqs{name:...} give a row each.',
          ]),
      ...(users === null ? [] : ['The number of users is vus_max.']),
    ],
  };
}

/** A figure of a metric: directly, or under `values`. */
function figure(metrics: Json, metric: string, key: string): number | null {
  const entry = own(metrics, metric);
  const value = own(own(entry, 'values') ?? entry, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function rowOf(file: string, metrics: Json, name: string, suffix: string): LocustRow {
  const at = (metric: string): Json | undefined => {
    const entry = own(metrics, `${metric}${suffix}`);
    return own(entry, 'values') ?? entry;
  };
  const counts = at('http_reqs');
  const times = at('http_req_duration');
  const requests = countAt(file, `metrics.http_reqs${suffix}.count`, own(counts, 'count'));
  const failures =
    at('http_req_failed') === undefined
      ? 0
      : countAt(
          file,
          `metrics.http_req_failed${suffix}.passes`,
          own(at('http_req_failed'), 'passes'),
        );
  const ms = (key: string): number | null => {
    const value = own(times, key);
    return requests === 0 || value === undefined
      ? null
      : numberAt(file, `metrics.http_req_duration${suffix}.${key}`, value);
  };
  const max = ms('max');
  return rowWith({
    name,
    requests,
    failures,
    avgMs: ms('avg'),
    minMs: ms('min'),
    maxMs: max,
    medianMs: ms('med'),
    ...percentilesBy((p) => ms(`p(${p})`)),
    p50Ms: ms('med'),
    p100Ms: max,
    rps: numberAt(file, `metrics.http_reqs${suffix}.rate`, own(counts, 'rate')),
  });
}
