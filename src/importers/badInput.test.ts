import { describe, expect, test } from 'vitest';
import { contentOf } from '../../fixtures/imports/files.ts';
import { AppError } from '../contract/errors.ts';
import { importFiles } from './importFiles.ts';
import { memoryFile, type SourceFile } from './source.ts';

/** The sentences with which files are refused. */
async function refusal(
  ...files: readonly (readonly [name: string, content: string | Uint8Array])[]
): Promise<string> {
  try {
    const result = await importFiles(
      files.map(([name, content]) => memoryFile(name, content)),
      { users: 10 },
    );
    return `accepted: ${JSON.stringify(result.measurement)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('invalid-input');
    return (error as AppError).message;
  }
}

const stats = contentOf('locust/shop_stats.csv');
const history = contentOf('locust/shop_stats_history.csv');
const jtl = contentOf('jmeter/results.jtl');
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
/** The statistics with one cell changed: row and column from 1. */
function withCell(row: number, column: number, value: string): string {
  const lines = stats.split('\n').map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  lines[row - 1]![column - 1] = value;
  return lines.map((cells) => cells.join(',')).join('\n');
}

describe('a file is refused in one sentence with file, line, column and value', () => {
  test.each<[string, string, string | Uint8Array, string]>([
    ['an empty file', 'a.csv', '', 'a.csv: is empty; accepted: a file with text'],
    [
      'a header without rows',
      's.csv',
      stats.split('\n')[0]!,
      's.csv:2: has no row; accepted: a row for each endpoint',
    ],
    [
      'a binary file',
      'x.csv',
      bytes(77, 90, 0, 3, 0),
      'x.csv: is binary (byte 0 at 2); accepted: text files',
    ],
    [
      'a zip archive',
      'bomb.csv',
      bytes(0x50, 0x4b, 3, 4, 20, 0),
      'bomb.csv: is a zip archive; accepted: text files, unpacked',
    ],
    [
      'a packed file',
      'log.gz',
      bytes(0x1f, 0x8b, 8),
      'log.gz: is gzip; accepted: text files, unpacked',
    ],
    [
      'a file of no known kind',
      'x.txt',
      'hello\nworld',
      'x.txt:1: begins with "hello", which no reader knows; accepted: Locust statistics',
    ],
    ['NaN', 's.csv', withCell(2, 6, 'NaN'), 's.csv:2:6: is "NaN"; accepted: ms from 0 to 86400000'],
    ['a negative time', 's.csv', withCell(3, 7, '-3'), 's.csv:3:7: is "-3"; accepted: ms from 0'],
    [
      'half a request',
      's.csv',
      withCell(2, 3, '20.5'),
      's.csv:2:3: is "20.5"; accepted: a whole number from 0',
    ],
    [
      'more failures than requests',
      's.csv',
      withCell(2, 4, '203'),
      's.csv: rows.0.failures: is 203 of 202 requests of "Create Order"; accepted: 0 to 202',
    ],
    [
      'rows that do not sum',
      's.csv',
      withCell(5, 3, '860'),
      's.csv: aggregated.requests: is 860, but the rows sum to 859',
    ],
    [
      'a truncated last line',
      's.csv',
      stats.slice(0, -40),
      's.csv:5: has 14 columns, the header 22; accepted: complete records (is the file truncated?)',
    ],
    [
      'a file that ends between lines',
      's.csv',
      stats.split('\n').slice(0, 3).join('\n'),
      's.csv:3: is the last line, but not the row Aggregated; accepted: the whole file (is it truncated?)',
    ],
    [
      'two runs in one file',
      's.csv',
      stats + stats.split('\n').slice(1).join('\n'),
      's.csv:5: begins a second table: these are two runs; accepted: one run per file',
    ],
    [
      'two histories in one file',
      'h.csv',
      history + history.split('\n').slice(1).join('\n'),
      'these are two runs; accepted: one run per file',
    ],
    ['a quote that never closes', 's.csv', stats.replace('"Health', 'Health'), 's.csv:3: has'],
    [
      'a time that is a date',
      'r.jtl',
      jtl.replace(/\n\d{13}/, '\n2026/11/25 12:00:00'),
      'r.jtl:2:1: is "2026/11/25 12:00:00"; accepted: ms since 1970',
    ],
    [
      'two JMeter runs in one file',
      'r.jtl',
      `${jtl}${jtl.split('\n').slice(1).join('\n').replaceAll('1795647', '1795747')}`,
      'r.jtl:47: is 99988 s away from all requests before it: these seem to be two runs',
    ],
    [
      'JSON that breaks off',
      'k.json',
      contentOf('k6/summary-export.json').slice(0, 500),
      'is no JSON',
    ],
    [
      'a k6 line that breaks off',
      'k.json',
      contentOf('k6/results.json').trimEnd().slice(0, -60),
      'k.json:132',
    ],
    [
      'a negative time of k6',
      'k.csv',
      contentOf('k6/results.csv').replace(/(http_req_duration,\d+,)/, '$1-'),
      'k.csv:3:3: is "-',
    ],
    [
      'a setting that its program refuses',
      'pgbouncer.ini',
      '[pgbouncer]\ndefault_pool_size = many',
      'pgbouncer.ini:2: default_pool_size is "many"; accepted: a whole number >= 0',
    ],
    [
      'a line that is no setting',
      'postgresql.conf',
      'max_connections = 100\n???',
      'postgresql.conf:2: is "???"; accepted: name = value',
    ],
    [
      'YAML that is none',
      'docker-compose.yml',
      'services:\n  db: {image: postgres',
      'docker-compose.yml:2',
    ],
    [
      'a report without a table of requests',
      'r.md',
      '# Report\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
      'r.md: has no table with a row per endpoint',
    ],
    [
      'a cell of a report that is no number',
      'r.md',
      '| Endpoint | Requests | Failures | Avg |\n|---|---|---|---|\n| Home | 3,4x7 | 0 | 5 |\n',
      'r.md:3:10: is "3,4x7"; accepted: a whole number',
    ],
    [
      'two runs in one report',
      'r.md',
      '| Endpoint | Requests | Failures | Avg |\n|---|---|---|---|\n| Home | 10 | 0 | 5 |\n\n| Endpoint | Requests | Failures | Avg |\n|---|---|---|---|\n| Home | 12 | 0 | 5 |\n',
      'r.md:7: has requests 12 for "Home", line 3 has 10: these seem to be two runs',
    ],
    ['an older log of Gatling', 's.js', 'var stats = {\n type: "GROUP",', 'which no reader knows'],
    [
      'JTL as XML',
      'r.jtl',
      '<?xml version="1.0" encoding="UTF-8"?>\n<testResults version="1.2">',
      'r.jtl:1: is the XML variant of a JTL; accepted: CSV',
    ],
  ])('%s', async (_, name, content, sentence) => {
    expect(await refusal([name, content])).toContain(sentence);
  });

  test('the first of several faulty files is said and each has an issue, and nothing is taken from the sound ones', async () => {
    const files: readonly (readonly [string, string | Uint8Array])[] = [
      ['s.csv', stats],
      ['x.bin', bytes(1, 0)],
      ['pgbouncer.ini', '[pgbouncer]\nmax_client_conn = 0'],
    ];
    expect(await refusal(...files)).toBe(
      'x.bin: is binary (byte 0 at 1); accepted: text files (and 1 more fault)',
    );
    const sources = files.map(([name, content]) => memoryFile(name, content));
    await expect(importFiles(sources)).rejects.toMatchObject({
      issues: [
        { path: 'x.bin', message: 'is binary (byte 0 at 1); accepted: text files' },
        {
          path: 'pgbouncer.ini:2',
          message: 'max_client_conn is "0"; accepted: a whole number >= 1',
        },
      ],
    });
  });

  test('two files with tables are two runs', async () => {
    expect(await refusal(['s.csv', stats], ['r.jtl', jtl])).toBe(
      'r.jtl: has tables of requests, and so has s.csv; accepted: the files of one run, with one table of requests',
    );
  });

  test('a run of which nobody says how many users it had', async () => {
    await expect(importFiles([memoryFile('s.csv', stats)])).rejects.toThrow(
      'configuration.users: no file says how many users there were; accepted: --users N, or a file that does',
    );
  });
});

test('a table with the wrong delimiter is read, and said', async () => {
  const semicolons = stats.replaceAll('"Health, ""deep"""', 'Health').replaceAll(',', ';');
  const { files, measurement } = await importFiles([memoryFile('s.csv', semicolons)], {
    users: 10,
  });
  expect(measurement?.aggregated.requests).toBe(859);
  expect(files[0]!.assumed).toEqual([
    's.csv: its columns are separated by semicolons, not by commas.',
  ]);
});

test('output that PowerShell redirected (UTF-16) is read', async () => {
  const utf16 = Buffer.concat([bytes(0xff, 0xfe), Buffer.from(stats, 'utf16le')]);
  const { measurement } = await importFiles([memoryFile('s.csv', utf16)], { users: 10 });
  expect(measurement?.aggregated.requests).toBe(859);
});

test('Python is read, never run, and names that only running could tell are said', async () => {
  const settings =
    'import os\nDATABASES = {"default": {"CONN_MAX_AGE": os.system("touch /tmp/x")}}\n';
  const { settings: found, files } = await importFiles([memoryFile('settings.py', settings)]);
  expect(found).toEqual([]);
  expect(files[0]!.assumed).toEqual([
    'settings.py:2:42: CONN_MAX_AGE is the expression "os.system(\\"touch /tmp/x\\")", which is not run; left out, so the value of the scenario stays.',
  ]);
});

test('keys such as __proto__ are ordinary names', async () => {
  const json =
    '{"metrics":{"__proto__":{"polluted":1},"http_reqs":{"count":1,"rate":1},"http_req_duration":{"avg":1,"min":1,"med":1,"max":1}},"__proto__":{"polluted":1}}';
  const { measurement } = await importFiles([memoryFile('k.json', json)], { users: 1 });
  expect(measurement?.aggregated.requests).toBe(1);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

describe('a file of any size', () => {
  /** A JTL of `n` requests that is made while it is read. */
  function endless(n: number): SourceFile & { readonly largestPiece: () => number } {
    let largest = 0;
    const encoder = new TextEncoder();
    return {
      name: 'large.jtl',
      bytes: n * 60,
      largestPiece: () => largest,
      async *read() {
        yield encoder.encode('timeStamp,elapsed,label,responseCode,success,allThreads\n');
        for (let i = 0; i < n; i += 1000) {
          const piece = Array.from(
            { length: 1000 },
            (_, j) => `${1_795_647_600_000 + (i + j) * 10},${(i + j) % 997},Home,200,true,50\n`,
          ).join('');
          largest = Math.max(largest, piece.length);
          yield encoder.encode(piece);
        }
      },
    };
  }

  test('is read in pieces, with its progress', async () => {
    const seen: number[] = [];
    const { measurement } = await importFiles([endless(50_000)], {
      onProgress: (progress) => seen.push(progress),
    });
    expect(measurement?.aggregated).toMatchObject({ requests: 50_000, maxMs: 996, p50Ms: 497 });
    expect(seen.length).toBeGreaterThan(50);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  test('can be left in the middle', async () => {
    const controller = new AbortController();
    const reading = importFiles([endless(10_000_000)], {
      signal: controller.signal,
      onProgress: (progress) => progress > 0.001 && controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('is refused where its kind is held in memory as a whole', async () => {
    const report: SourceFile = {
      name: 'huge.md',
      bytes: 2 ** 30,
      async *read() {
        yield new TextEncoder().encode(
          '| Endpoint | Requests | Failures | Avg |\n|---|---|---|---|\n',
        );
      },
    };
    await expect(importFiles([report])).rejects.toThrow(
      'huge.md: has 1073741824 bytes; accepted: up to 67108864 bytes',
    );
  });
});
