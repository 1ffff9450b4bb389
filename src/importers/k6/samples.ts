import type { Finding } from '../importer.ts';
import { fault } from '../text/fault.ts';
import type { Tally } from '../samples/tally.ts';
import { counted } from '../../sim/counted.ts';

/** What the samples of a k6 run make together. */
export function k6Finding(file: string, tally: Tally, assumed: readonly string[]): Finding {
  if (tally.requests === 0) {
    throw fault(
      { file },
      'has no http_req_duration; accepted: the output of a run with HTTP requests',
    );
  }
  const tables = tally.tables('exact');
  return {
    tool: { name: 'k6', version: '' },
    date: tally.date,
    configuration: tally.configuration,
    tables,
    history: tally.history,
    failures: tally.failureCounts,
    understood: [
      `${counted(tally.requests, 'request')} to ${counted(tables.rows.length, 'endpoint')} in ${tally.windowS.toFixed(1)} s, ${counted(tables.aggregated!.failures, 'failure')}.`,
    ],
    assumed: [
      ...assumed,
      'The number of users is the largest one of the metric vus.',
      'Percentiles are computed from the single requests, by rank.',
    ],
  };
}

/** A moment as k6 writes it: s, ms, µs or ns since 1970, or RFC 3339; in ms. Null for anything else. */
export function momentMs(text: string): number | null {
  if (/^\d{9,20}(?:\.\d+)?$/.test(text)) {
    const value = Number(text);
    const digits = text.split('.')[0]!.length;
    if (digits <= 11) return value * 1000;
    if (digits <= 14) return value;
    return digits <= 17 ? value / 1000 : value / 1_000_000;
  }
  if (!/^\d{4}-\d\d-\d\d[T ]/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** Whether a request of these tags failed: by k6's own word, else by its status. */
export function failed(expected: string, status: number | null): boolean {
  if (expected !== '') return expected === 'false';
  return status === null || status >= 400;
}

/** HTTP status of a tag; k6 writes 0 where there was no answer. */
export function k6Status(text: string): number | null {
  return /^[1-5]\d\d$/.test(text) ? Number(text) : null;
}

/** What k6 says of an error: its text, else its code. */
export function k6Error(text: string, code: string): string {
  return text !== '' || code === '' ? text : `k6 error code ${code}`;
}
