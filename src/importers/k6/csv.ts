import type { Reader } from '../importer.ts';
import { delimiterOf, delimiterRemark, recordsOf } from '../text/csv.ts';
import { fault, quoted } from '../text/fault.ts';
import { msOf, rateOf } from '../text/numbers.ts';
import { Tally } from '../samples/tally.ts';
import { failed, k6Error, k6Finding, k6Status, momentMs } from './samples.ts';

const required = ['metric_name', 'timestamp', 'metric_value'] as const;

/** `k6 run --out csv` (semantics G1): a row per metric and request, stamped with its end. */
export const k6Csv: Reader = {
  id: 'k6-csv',
  title: 'k6 results (CSV)',
  detect: ({ lines }) => (delimiterOf(lines[0] ?? '', required) === null ? 0 : 0.99),
  async read(file) {
    const tally = new Tally();
    let delimiter = ',';
    for await (const chunk of file.chunks()) {
      delimiter = delimiterOf(chunk.split('\n', 1)[0]!, required) ?? ',';
      break;
    }
    for await (const records of recordsOf(file.name, file.chunks(), required)) {
      for (const record of records) {
        const metric = record.text('metric_name');
        if (metric !== 'http_req_duration' && metric !== 'vus') {
          if (metric === 'metric_name')
            throw fault(
              { file: file.name, line: record.line },
              'is a second header: these are two runs; accepted: one run per file',
            );
          continue;
        }
        const endMs = record.get('timestamp', (text, place) => {
          const moment = momentMs(text);
          if (moment === null)
            throw fault(
              place,
              `is ${quoted(text)}; accepted: s, ms, µs or ns since 1970, or RFC 3339`,
            );
          return moment;
        });
        if (metric === 'vus') {
          tally.users(endMs, Math.round(record.get('metric_value', rateOf)));
          continue;
        }
        const ms = record.get('metric_value', msOf);
        const status = k6Status(record.text('status'));
        tally.add(
          {
            endpoint: record.text('name') || record.text('url') || 'unnamed',
            startMs: endMs - ms,
            ms,
            ok: !failed(record.text('expected_response'), status),
            status,
            error: k6Error(record.text('error'), record.text('error_code')),
          },
          { file: file.name, line: record.line },
        );
      }
    }
    return k6Finding(file.name, tally, delimiterRemark(file.name, delimiter));
  },
};
