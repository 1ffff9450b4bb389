import { counted } from '../../sim/counted.ts';
import type { LocustRow } from '../../sim/study/results.ts';
import type { FailureCount, Reader } from '../importer.ts';
import { fault } from '../text/fault.ts';
import { countAt, entriesOf, type Json, numberAt, own, parseJson, textOf } from '../text/json.ts';
import { rowWith } from '../text/rows.ts';

/** Groups in groups beyond this are a fault of the file. */
const DEEPEST = 50;

/** `js/stats.json` of a Gatling report (semantics G5). */
export const gatlingStats: Reader = {
  id: 'gatling-stats',
  title: 'Gatling statistics (stats.json)',
  detect: ({ text }) => (/^\s*\{/.test(text) && text.includes('"numberOfRequests"') ? 0.95 : 0),
  async read(file) {
    const document = parseJson(file.name, await file.text());
    const stats = own(document, 'stats') ?? document;
    const aggregated = rowOf(file.name, 'stats', 'Aggregated', stats);
    const rows = requestsIn(file.name, own(document, 'contents'), 0);
    const names = rows.map(({ name }) => name);
    if (new Set(names).size !== names.length) {
      throw fault(
        { file: file.name },
        'has two requests of one name in one group; accepted: a name for each',
      );
    }
    const failures = rows.flatMap((row): FailureCount[] =>
      row.failures === 0
        ? []
        : [{ endpoint: row.name, failures: row.failures, status: null, error: '' }],
    );
    const total = rows.reduce((sum, { requests }) => sum + requests, 0);
    if (rows.length > 0 && total !== aggregated.requests) {
      throw fault(
        { file: file.name },
        `has ${aggregated.requests} requests in all, its entries sum to ${total}; accepted: a whole report`,
      );
    }
    return {
      tool: { name: 'Gatling', version: '' },
      tables: {
        rounding: 'whole-ms',
        rows: rows.length > 0 ? rows : [{ ...aggregated, name: 'all requests' }],
        aggregated,
      },
      failures,
      understood: [
        `${counted(aggregated.requests, 'request')} to ${counted(rows.length, 'endpoint')}, ${counted(aggregated.failures, 'failure')}.`,
      ],
      assumed: [
        "The four percentiles are taken to be Gatling's default ones: 50, 75, 95 and 99.",
        ...(aggregated.failures > 0
          ? ["Gatling's statistics do not say why requests failed."]
          : []),
      ],
    };
  },
};

function requestsIn(
  file: string,
  contents: Json | undefined,
  depth: number,
  group = '',
): LocustRow[] {
  if (depth > DEEPEST)
    throw fault({ file }, `has groups in groups ${DEEPEST} deep; accepted: fewer`);
  return entriesOf(contents).flatMap(([key, entry]) => {
    const name = [group, textOf(own(entry, 'name')) || key]
      .filter((part) => part !== '')
      .join(' / ');
    return own(entry, 'type') === 'GROUP' || own(entry, 'contents') !== undefined
      ? requestsIn(file, own(entry, 'contents'), depth + 1, name)
      : [rowOf(file, `contents.${key}.stats`, name, own(entry, 'stats') ?? null)];
  });
}

function rowOf(file: string, path: string, name: string, stats: Json): LocustRow {
  const requests = countAt(
    file,
    `${path}.numberOfRequests.total`,
    total(stats, 'numberOfRequests'),
  );
  const ko = own(own(stats, 'numberOfRequests'), 'ko');
  const ms = (key: string): number | null => {
    const value = total(stats, key);
    return requests === 0 || value === undefined || value === '-'
      ? null
      : numberAt(file, `${path}.${key}.total`, value);
  };
  const max = ms('maxResponseTime');
  return rowWith({
    name,
    requests,
    failures: ko === '-' ? 0 : countAt(file, `${path}.numberOfRequests.ko`, ko),
    avgMs: ms('meanResponseTime'),
    minMs: ms('minResponseTime'),
    maxMs: max,
    medianMs: ms('percentiles1'),
    p50Ms: ms('percentiles1'),
    p75Ms: ms('percentiles2'),
    p95Ms: ms('percentiles3'),
    p99Ms: ms('percentiles4'),
    p100Ms: max,
    rps:
      requests === 0
        ? 0
        : numberAt(
            file,
            `${path}.meanNumberOfRequestsPerSecond.total`,
            total(stats, 'meanNumberOfRequestsPerSecond'),
          ),
  });
}

function total(stats: Json, key: string): Json | undefined {
  return own(own(stats, key), 'total');
}
