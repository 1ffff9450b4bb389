import { Parser } from 'htmlparser2';
import { counted } from '../../sim/counted.ts';
import type { HistoryPoint, LocustRow } from '../../sim/study/results.ts';
import { type FailureCount, type Finding, MOST_ENDPOINTS, type Reader } from '../importer.ts';
import { fault } from '../text/fault.ts';
import {
  countAt,
  entriesOf,
  type Json,
  listOf,
  numberAt,
  own,
  parseJson,
  textOf,
} from '../text/json.ts';
import { percentilesBy, rowWith } from '../text/rows.ts';
import { isTotal } from '../text/reportTable.ts';
import { failureOf } from './failures.ts';
import { pageFinding } from './page.ts';

const MARK = 'window.templateArgs =';

/** The HTML report of Locust: newer pages carry their data as one JSON object, older ones in tables only. */
export const locustHtml: Reader = {
  id: 'locust-html',
  title: 'Locust HTML report',
  detect({ text }) {
    if (!/^\s*<(?:!doctype|html)/i.test(text)) return 0;
    return text.includes('templateArgs') || /locust/i.test(text) ? 0.95 : 0.2;
  },
  async read(file) {
    const html = await file.text();
    const script = scriptOf(html);
    if (script === null) return pageFinding(file.name, html);
    return findingOf(file.name, parseJson(file.name, objectIn(script.text), script.line));
  },
};

/** The text of the script that holds the data, and the line where the object begins. */
function scriptOf(html: string): { readonly text: string; readonly line: number } | null {
  let inScript = false;
  let text = '';
  let found: string | null = null;
  const parser = new Parser({
    onopentag: (name) => {
      inScript = name === 'script';
      text = '';
    },
    ontext: (piece) => {
      if (inScript) text += piece;
    },
    onclosetag: (name) => {
      if (name === 'script' && found === null && text.includes(MARK)) found = text;
      inScript = false;
    },
  });
  parser.end(html);
  // A page that ends within the script is truncated: the object in it says so.
  if (found === null && text.includes(MARK)) found = text;
  if (found === null) return null;
  const script: string = found;
  const from = script.indexOf(MARK) + MARK.length;
  const start = html.indexOf(MARK) + MARK.length;
  return { text: script.slice(from), line: html.slice(0, start).split('\n').length };
}

/** The first JSON object of a text: up to the brace that closes it. */
function objectIn(text: string): string {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (inString) {
      if (letter === '\\') i++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return text.slice(0, i + 1);
  }
  return text;
}

function findingOf(file: string, data: Json): Finding {
  const percentiles = new Map(
    listOf(own(data, 'response_time_statistics')).map((entry) => [keyOf(entry), entry]),
  );
  const statistics = listOf(own(data, 'requests_statistics'));
  if (statistics.length > MOST_ENDPOINTS + 1) {
    throw fault(
      { file },
      `has ${statistics.length - 1} endpoints; accepted: up to ${MOST_ENDPOINTS}, requests grouped by name`,
    );
  }
  const names = statistics.map((entry) => nameOf(entry));
  const all = statistics.map((entry, i): LocustRow => {
    const row = rowOf(file, `requests_statistics.${i}`, entry, percentiles.get(keyOf(entry)));
    return names.indexOf(row.name) === names.lastIndexOf(row.name)
      ? row
      : { ...row, name: keyOf(entry) };
  });
  const aggregated = all.find(({ name }) => isTotal(name)) ?? null;
  if (aggregated === null)
    throw fault({ file }, 'requests_statistics has no row Aggregated; accepted: a complete report');
  const rows = all.filter((row) => row !== aggregated);
  const start = textOf(own(data, 'start_time'));
  const end = textOf(own(data, 'end_time'));
  const history = historyOf(file, data);
  const users = Math.max(0, ...history.map((point) => point.users ?? 0));
  const full = history.find((point) => point.users === users);
  const runTimeS = (Date.parse(utc(end)) - Date.parse(utc(start))) / 1000;
  const failures = listOf(own(data, 'failures_statistics')).map((entry, i): FailureCount =>
    failureOf(
      nameOf(entry),
      textOf(own(entry, 'method')),
      unescaped(textOf(own(entry, 'error'))),
      countAt(file, `failures_statistics.${i}.occurrences`, own(entry, 'occurrences')),
    ),
  );
  const classes = entriesOf(own(own(data, 'tasks'), 'per_class'));
  return {
    tool: { name: 'Locust', version: '' },
    ...(/^\d{4}-\d\d-\d\d/.test(start) && { date: start.slice(0, 10) }),
    configuration: {
      host: unescaped(textOf(own(data, 'host'))),
      ...(users > 0 && { users }),
      ...(users > 0 &&
        full !== undefined &&
        full.atS > 0 && { spawnRate: Number((users / full.atS).toPrecision(3)) }),
      ...(runTimeS > 0 && { runTimeS }),
    },
    tables: { rounding: 'locust-csv', rows, aggregated },
    history,
    failures,
    understood: [
      `${counted(rows.length, 'endpoint')}, ${counted(aggregated.requests, 'request')}, ${counted(aggregated.failures, 'failure')}, ${counted(failures.length, 'kind')} of failure, ${counted(history.length, 'moment')}.`,
      ...(classes.length > 0 ? [`User classes ${classes.map(([name]) => name).join(', ')}.`] : []),
    ],
    assumed: [
      'The spawn rate is that of the first moment with all users; the run time ends with the last request.',
      'The report has no P66, P75 and P98: these cells stay empty.',
    ],
  };
}

function nameOf(entry: Json): string {
  return unescaped(textOf(own(entry, 'safe_name')) || textOf(own(entry, 'name')));
}

function keyOf(entry: Json): string {
  return `${textOf(own(entry, 'method'))} ${nameOf(entry)}`.trim();
}

function rowOf(file: string, path: string, entry: Json, percentiles: Json | undefined): LocustRow {
  const requests = countAt(file, `${path}.num_requests`, own(entry, 'num_requests'));
  const ms = (key: string): number | null =>
    requests === 0 ? null : numberAt(file, `${path}.${key}`, own(entry, key));
  const percentile = (key: string): number | null => {
    const value = own(percentiles, key);
    return requests === 0 || value === undefined || value === null
      ? null
      : numberAt(file, `${path} percentile ${key}`, value);
  };
  return rowWith({
    name: nameOf(entry),
    requests,
    failures: countAt(file, `${path}.num_failures`, own(entry, 'num_failures')),
    avgMs: ms('avg_response_time'),
    minMs: ms('min_response_time'),
    maxMs: ms('max_response_time'),
    medianMs: own(entry, 'median_response_time') === undefined ? null : ms('median_response_time'),
    ...percentilesBy((p) => percentile(p === 100 ? '1.0' : String(p / 100))),
    rps: numberAt(file, `${path}.total_rps`, own(entry, 'total_rps') ?? own(entry, 'current_rps')),
  });
}

/** A figure of the history is a number, or a pair of time and number. */
function figureOf(value: Json | undefined): number | null {
  const figure = Array.isArray(value) ? (value as readonly Json[]).at(-1) : value;
  return typeof figure === 'number' && Number.isFinite(figure) && figure >= 0 ? figure : null;
}

function historyOf(file: string, data: Json): HistoryPoint[] {
  const entries = listOf(own(data, 'history'));
  let start = Number.NaN;
  return entries.flatMap((entry, i): HistoryPoint[] => {
    const time = Date.parse(utc(textOf(own(entry, 'time'))));
    if (Number.isNaN(start)) start = time;
    const atS = Number.isNaN(time) || time < start ? i : (time - start) / 1000;
    const users = figureOf(own(entry, 'user_count'));
    if (users !== null && !Number.isInteger(users))
      throw fault({ file }, `history.${i}.user_count is ${users}; accepted: a whole number`);
    return [
      {
        atS,
        users,
        requestsPerS: figureOf(own(entry, 'current_rps')) ?? 0,
        failuresPerS: figureOf(own(entry, 'current_fail_per_sec')) ?? 0,
        p50Ms: figureOf(own(entry, 'response_time_percentile_0.5')),
        p95Ms: figureOf(own(entry, 'response_time_percentile_0.95')),
      },
    ];
  });
}

/** Locust writes UTC, with or without a Z. */
function utc(time: string): string {
  return /[zZ]|[+-]\d\d:?\d\d$/.test(time) ? time : `${time.replace(' ', 'T')}Z`;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
