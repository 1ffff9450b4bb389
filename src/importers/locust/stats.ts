import { counted } from '../../sim/counted.ts';
import type { LocustRow } from '../../sim/study/results.ts';
import { MOST_ENDPOINTS, type Reader } from '../importer.ts';
import { delimiterOf, delimiterRemark, type CsvRecord, recordsOf } from '../text/csv.ts';
import { fault } from '../text/fault.ts';
import { countOf, msOf, orNone, rateOf } from '../text/numbers.ts';
import { percentilesBy, rowWith } from '../text/rows.ts';

const required = [
  'Type',
  'Name',
  'Request Count',
  'Failure Count',
  'Median Response Time',
  'Average Response Time',
  'Min Response Time',
  'Max Response Time',
  'Requests/s',
] as const;

/** `_stats.csv` of Locust (semantics F15): times in full but for median and percentiles. */
export const locustStats: Reader = {
  id: 'locust-stats',
  title: 'Locust statistics (_stats.csv)',
  detect: ({ lines }) => (delimiterOf(lines[0] ?? '', required) === null ? 0 : 0.99),
  async read(file) {
    const records: CsvRecord[] = [];
    let header = '';
    for await (const chunk of file.chunks()) {
      header = chunk.split('\n', 1)[0]!;
      break;
    }
    for await (const batch of recordsOf(file.name, file.chunks(), required)) records.push(...batch);
    if (records.length > MOST_ENDPOINTS + 1) {
      throw fault(
        { file: file.name, line: records[MOST_ENDPOINTS]!.line },
        `is beyond ${MOST_ENDPOINTS} endpoints; accepted: requests grouped by name`,
      );
    }
    const last = records.at(-1);
    if (last === undefined) {
      throw fault(
        { file: file.name, line: 2 },
        'has no row; accepted: a row for each endpoint and the row Aggregated',
      );
    }
    for (const record of records) {
      if (record.text('Name') === 'Name' || (record !== last && isTotal(record))) {
        throw fault(
          { file: file.name, line: record.line },
          'begins a second table: these are two runs; accepted: one run per file',
        );
      }
    }
    if (!isTotal(last)) {
      throw fault(
        { file: file.name, line: last.line },
        'is the last line, but not the row Aggregated; accepted: the whole file (is it truncated?)',
      );
    }
    const names = records.map((record) => record.text('Name'));
    const rows = records.slice(0, -1).map((record) => {
      const name = record.text('Name');
      const row = rowOf(record);
      return names.filter((other) => other === name).length > 1
        ? { ...row, name: `${record.text('Type')} ${name}` }
        : row;
    });
    const aggregated = rowOf(last);
    const delimiter = delimiterOf(header, required) ?? ',';
    return {
      tool: { name: 'Locust', version: '' },
      tables: { rounding: 'locust-csv', rows, aggregated },
      understood: [
        `${counted(rows.length, 'endpoint')}, ${counted(aggregated.requests, 'request')}, ${counted(aggregated.failures, 'failure')}, with their percentiles.`,
      ],
      assumed: [...delimiterRemark(file.name, delimiter)],
    };
  },
};

function isTotal(record: CsvRecord): boolean {
  return record.text('Name') === 'Aggregated' && record.text('Type') === '';
}

function rowOf(record: CsvRecord): LocustRow {
  const ms = (column: string): number | null =>
    record.get(column, (text, place) => orNone(text, place, msOf));
  return rowWith({
    name: record.text('Name'),
    requests: record.get('Request Count', countOf),
    failures: record.get('Failure Count', countOf),
    avgMs: ms('Average Response Time'),
    minMs: ms('Min Response Time'),
    maxMs: ms('Max Response Time'),
    medianMs: ms('Median Response Time'),
    ...percentilesBy((p) => ms(`${p}%`)),
    rps: record.get('Requests/s', rateOf),
  });
}
