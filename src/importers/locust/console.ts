import { counted } from '../../sim/counted.ts';
import type { LocustRow, Measurement } from '../../sim/study/results.ts';
import { type FailureCount, type Finding, MOST_ENDPOINTS, type Reader } from '../importer.ts';
import { fault } from '../text/fault.ts';
import { plain } from '../text/numbers.ts';
import { percentilesBy, rowWith } from '../text/rows.ts';
import { failureOf } from './failures.ts';

const LONGEST_LINE = 1000;
const head = /^Type\s+Name\s+# reqs\s+# fails\s+\|\s+Avg\s+Min\s+Max\s+Med\s+\|\s+req\/s/;
const percentileHead = /^Type\s+Name\s+50%\s+66%/;
const requests =
  /^(\S*)\s+(\S.*?)\s+(\d+)\s+(\d+)\([\d.]+%\)\s+\|\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\|\s+([\d.]+)\s+[\d.]+\s*$/;
const times = /^(\S*)\s+(\S.*?)((?:\s+\d+){5,})\s*$/;
const failure = /^(\d+)\s+(\S+)\s+(\S.*?): (\S.*?)\s*$/;

/** What Locust prints when it runs headless (semantics F13): tables as in `--only-summary`, and its log lines. */
export const locustConsole: Reader = {
  id: 'locust-console',
  title: 'Locust console output',
  detect: ({ lines }) => (lines.some((line) => head.test(line)) ? 0.95 : 0),
  async read(file) {
    const lines = (await file.text()).split(/\r?\n/).map((line) => line.slice(0, LONGEST_LINE));
    const starts = lines.flatMap((line, i) =>
      /locust\.main: Starting Locust/.test(line) ? [i] : [],
    );
    if (starts.length > 1) {
      throw fault(
        { file: file.name, line: starts[1]! + 1 },
        'starts Locust a second time: these are two runs; accepted: one run per file',
      );
    }
    return findingOf(file.name, lines);
  },
};

function findingOf(file: string, lines: readonly string[]): Finding {
  const tables = lines.flatMap((line, i) => (head.test(line) ? [i] : []));
  // Without --only-summary the table is printed again and again; the last one is that of the whole run.
  const last = tables.at(-1);
  if (last === undefined)
    throw fault({ file }, 'has no table of requests; accepted: the output of locust --headless');
  const percentiles = percentilesIn(lines);
  const all = rowsFrom(file, lines, last, percentiles);
  const aggregated = all.find(({ name }) => name === 'Aggregated');
  if (aggregated === undefined) {
    throw fault(
      { file, line: last + 1 },
      'begins a table without a row Aggregated; accepted: whole output (is it truncated?)',
    );
  }
  const rows = all.filter((row) => row !== aggregated);
  const failures = lines.flatMap((line): FailureCount[] => {
    const found = failure.exec(line);
    return found === null || !rows.some(({ name }) => name === found[3])
      ? []
      : [failureOf(found[3]!, found[2]!, found[4]!, Number(found[1]))];
  });
  const date = /^\[(\d{4}-\d\d-\d\d)/.exec(lines.find((line) => line.startsWith('[')) ?? '')?.[1];
  return {
    tool: {
      name: 'Locust',
      version:
        /Starting Locust (\d[\w.]*)/.exec(
          lines.find((line) => line.includes('Starting Locust')) ?? '',
        )?.[1] ?? '',
    },
    ...(date !== undefined && { date }),
    configuration: configurationOf(lines),
    tables: { rounding: 'locust', rows, aggregated },
    failures,
    understood: [
      `${counted(rows.length, 'endpoint')}, ${counted(aggregated.requests, 'request')}, ${counted(aggregated.failures, 'failure')}, ${counted(failures.length, 'kind')} of failure.`,
    ],
    assumed: [
      ...(tables.length > 1
        ? [
            `The table was printed ${tables.length} times while the test ran: the last one is taken.`,
          ]
        : []),
      ...(percentiles.size === 0
        ? ['The output has no table of percentiles: these cells stay empty.']
        : []),
    ],
  };
}

/** The users of each class, the ramp and the length of the run, as Locust logs them. */
function configurationOf(lines: readonly string[]): Partial<Measurement['configuration']> {
  const found = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of lines) {
      const match = pattern.exec(line);
      if (match !== null) return match;
    }
    return null;
  };
  const ramp = found(/Ramping to (\d+) users at a rate of ([\d.]+) per second/);
  const runTimeS = plain(found(/Run time limit set to (\d+) seconds/)?.[1] ?? '');
  const classes = found(/All users spawned: \{([^}]*)\}/)?.[1] ?? '';
  const userClasses = [...classes.matchAll(/"([^"]+)": (\d+)/g)].map(([, name, users]) => ({
    name: name!,
    users: Number(users),
  }));
  const users = plain(ramp?.[1] ?? '');
  const spawnRate = plain(ramp?.[2] ?? '');
  return {
    ...(users !== null && users >= 1 && { users }),
    ...(spawnRate !== null && spawnRate > 0 && { spawnRate }),
    ...(runTimeS !== null && runTimeS > 0 && { runTimeS }),
    ...(users !== null &&
      userClasses.reduce((sum, own) => sum + own.users, 0) === users && { userClasses }),
  };
}

type Figures = ReadonlyMap<string, number>;

/** Percentiles by method and name, by the columns of the last table of them. */
function percentilesIn(lines: readonly string[]): ReadonlyMap<string, Figures> {
  const found = new Map<string, Figures>();
  let columns: readonly string[] = [];
  for (const line of lines) {
    if (percentileHead.test(line)) columns = line.match(/[\d.]+%/g) ?? [];
    const row = columns.length > 0 ? times.exec(line) : null;
    const values = row?.[3]!.trim().split(/\s+/).map(Number) ?? [];
    // The last number is that of the requests.
    if (row !== null && values.length === columns.length + 1) {
      found.set(keyOf(row[1]!, row[2]!), new Map(columns.map((column, i) => [column, values[i]!])));
    }
    if (line.startsWith('Error report')) columns = [];
  }
  return found;
}

function keyOf(method: string, name: string): string {
  return `${method} ${name}`.trim();
}

function rowsFrom(
  file: string,
  lines: readonly string[],
  from: number,
  percentiles: ReadonlyMap<string, Figures>,
): LocustRow[] {
  const found: { method: string; row: LocustRow }[] = [];
  for (let i = from + 1; i < lines.length && lines[i]!.trim() !== ''; i++) {
    const cells = requests.exec(lines[i]!);
    if (cells === null) {
      if (/^[-|]+$/.test(lines[i]!)) continue;
      throw fault(
        { file, line: i + 1 },
        `is ${JSON.stringify(lines[i]!.slice(0, 60))}; accepted: a row of Locust's table`,
      );
    }
    const [, method, name] = cells as unknown as [string, string, string];
    const own = percentiles.get(keyOf(method, name));
    found.push({ method, row: rowOf(name, cells.slice(3, 10).map(Number), own) });
    if (found.length > MOST_ENDPOINTS + 1) {
      throw fault(
        { file, line: i + 1 },
        `is beyond ${MOST_ENDPOINTS} endpoints; accepted: requests grouped by name`,
      );
    }
  }
  return found.map(({ method, row }) =>
    found.filter((other) => other.row.name === row.name).length > 1
      ? { ...row, name: keyOf(method, row.name) }
      : row,
  );
}

function rowOf(name: string, cells: readonly number[], own: Figures | undefined): LocustRow {
  const [n, failures, avgMs, minMs, maxMs, medianMs, rps] = cells as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return rowWith({
    name,
    requests: n,
    failures,
    avgMs,
    minMs,
    maxMs,
    medianMs,
    ...percentilesBy((p) => own?.get(`${p}%`) ?? null),
    rps,
  });
}
