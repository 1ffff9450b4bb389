import type { Head, Reader, TextFile } from '../importer.ts';
import { delimiterOf, delimiterRemark, type CsvRecord, recordsOf } from '../text/csv.ts';
import { fault, type Place, quoted } from '../text/fault.ts';
import { msOf, plain } from '../text/numbers.ts';
import { Tally } from '../samples/tally.ts';
import { counted } from '../../sim/counted.ts';

const required = ['timeStamp', 'elapsed', 'label', 'responseCode', 'success'] as const;

/** Columns that JMeter writes by default; what a file without a header is taken to have. */
const DEFAULT_HEADER =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect';

/** JMeter's results as CSV (semantics G4): a row per request, stamped with its start. */
export const jmeterJtl: Reader = {
  id: 'jmeter-jtl',
  title: 'JMeter results (JTL, CSV)',
  detect(head) {
    if (delimiterOf(head.lines[0] ?? '', required) !== null) return 0.99;
    if (/^\s*<\?xml[^>]*>\s*<testResults/.test(head.text)) return 0.9;
    return isHeadless(head) ? 0.6 : 0;
  },
  async read(file) {
    const first = await firstLine(file);
    if (first.trimStart().startsWith('<')) {
      throw fault(
        { file: file.name, line: 1 },
        'is the XML variant of a JTL; accepted: CSV (jmeter.save.saveservice.output_format=csv)',
      );
    }
    const delimiter = delimiterOf(first, required);
    const chunks = delimiter === null ? withHeader(file.chunks()) : file.chunks();
    const tally = new Tally();
    let controllers = 0;
    let embedded = false;
    for await (const records of recordsOf(file.name, chunks, required)) {
      for (const record of records) {
        if (record.text('responseMessage').startsWith('Number of samples in transaction')) {
          controllers++;
          continue;
        }
        add(tally, record, delimiter === null);
        if (record.text('allThreads') === '') embedded = true;
      }
    }
    if (tally.requests === 0)
      throw fault({ file: file.name, line: 2 }, 'has no request; accepted: a row per request');
    const tables = tally.tables('whole-ms');
    return {
      tool: { name: 'JMeter', version: '' },
      date: tally.date,
      configuration: tally.configuration,
      tables,
      history: tally.history,
      failures: tally.failureCounts,
      understood: [
        `${counted(tally.requests, 'request')} to ${counted(tables.rows.length, 'endpoint')} in ${tally.windowS.toFixed(1)} s, ${counted(tables.aggregated!.failures, 'failure')}.`,
      ],
      assumed: [
        ...delimiterRemark(file.name, delimiter ?? ','),
        ...(delimiter === null
          ? [
              'The file has no header: the columns are taken to be those that JMeter writes by default.',
            ]
          : []),
        ...(controllers > 0
          ? [
              `${counted(controllers, 'row of transaction controllers was', 'rows of transaction controllers were')} left out: they repeat the requests in them.`,
            ]
          : []),
        ...(embedded
          ? [
              'The file has no column allThreads for all rows, so the number of users may be too small.',
            ]
          : ['The number of users is the largest one in allThreads.']),
        'Percentiles are computed from the single requests, by rank.',
      ],
    };
  },
};

function isHeadless({ lines }: Head): boolean {
  const cells = (lines[0] ?? '').split(',');
  return (
    cells.length >= 10 &&
    /^\d{13}$/.test(cells[0]!) &&
    /^\d+$/.test(cells[1]!) &&
    /^(?:true|false)$/.test(cells[7]!)
  );
}

async function firstLine(file: TextFile): Promise<string> {
  for await (const chunk of file.chunks()) return chunk.replace(/^\uFEFF/, '').split('\n', 1)[0]!;
  return '';
}

async function* withHeader(chunks: AsyncIterable<string>): AsyncIterable<string> {
  yield `${DEFAULT_HEADER}\n`;
  yield* chunks;
}

function add(tally: Tally, record: CsvRecord, headless: boolean): void {
  const place: Place = { file: record.file, line: headless ? record.line - 1 : record.line };
  const stamp = record.text('timeStamp');
  if (stamp === 'timeStamp')
    throw fault(place, 'is a second header: these are two runs; accepted: one run per file');
  const startMs = plain(stamp);
  if (startMs === null || !Number.isInteger(startMs) || startMs < 1e11 || startMs > 1e14) {
    throw fault(
      { ...place, column: 1 },
      `is ${quoted(stamp)}; accepted: ms since 1970 (jmeter.save.saveservice.timestamp_format=ms)`,
    );
  }
  const ms = record.get('elapsed', (text, at) => msOf(text, { ...at, line: place.line }));
  const code = record.text('responseCode');
  const success = record.text('success').toLowerCase();
  if (success !== 'true' && success !== 'false') {
    throw fault(place, `has success ${quoted(success)}; accepted: true or false`);
  }
  const status = /^[1-5]\d\d$/.test(code) ? Number(code) : null;
  const users = plain(record.text('allThreads'));
  if (users !== null && users >= 0 && Number.isInteger(users)) tally.users(startMs, users);
  tally.add(
    {
      endpoint: record.text('label') || 'unnamed',
      startMs,
      ms,
      ok: success === 'true',
      status,
      error: [
        status === null ? code : '',
        record.text('responseMessage'),
        record.text('failureMessage'),
      ]
        .filter((part) => part !== '')
        .join(': '),
    },
    place,
  );
}
