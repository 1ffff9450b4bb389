import { AppError, badInput } from '../contract/errors.ts';
import { parseMeasurement } from '../contract/measurement.ts';
import type { LocustRow, Measurement } from '../sim/study/results.ts';
import { notesOf } from './failureNotes.ts';
import type { Finding } from './importer.ts';
import type { SourceFile } from './source.ts';
import { fault } from './text/fault.ts';
import { rowWith } from './text/rows.ts';

/** What the user says because no file does. */
export interface Given {
  readonly name?: string | undefined;
  readonly users?: number | undefined;
  readonly spawnRate?: number | undefined;
  readonly runTimeS?: number | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
}

type Found = readonly [SourceFile, Finding];

/** The measurement that the findings make together, checked in full; null when none has tables. */
export function measurementOf(
  found: readonly Found[],
  given: Given,
): { readonly measurement: Measurement | null; readonly assumed: readonly string[] } {
  const withTables = found.filter(([, { tables }]) => tables !== undefined);
  const [main, second] = withTables;
  if (main === undefined) return { measurement: null, assumed: [] };
  if (second !== undefined) {
    throw fault(
      { file: second[0].name },
      `has tables of requests, and so has ${main[0].name}; accepted: the files of one run, with one table of requests`,
    );
  }
  const assumed: string[] = [];
  const [source, { tables }] = main;
  const { rounding, rows } = tables!;
  if (rows.length === 0)
    throw fault({ file: source.name }, 'has no request; accepted: a run with requests');
  const aggregated = tables!.aggregated ?? totalOf(rows);
  if (tables!.aggregated === null) {
    assumed.push(
      'No file has a total row: counts, average and extremes of all requests are computed from the rows.',
    );
  }
  // What stands beside the tables has the first word.
  const ordered = [main, ...found.filter((entry) => entry !== main)].map(([, finding]) => finding);
  const configuration = configurationOf(ordered, given, aggregated, assumed);
  const date =
    given.date ??
    ordered.find((finding) => finding.date !== undefined)?.date ??
    dateOfFile(source, assumed);
  const tool = ordered.find((finding) => finding.tool !== undefined)?.tool;
  const document =
    ordered.find((finding) => finding.document !== undefined)?.document ?? source.name;
  const evidence = evidenceOf(ordered);
  const notes = notesOf(
    rows,
    ordered.flatMap((finding) => finding.failures ?? []),
    evidence?.refusals ?? [],
  );
  assumed.push(...notes.assumed);
  const passages = ordered.flatMap((finding) => finding.passages ?? []);
  const history = ordered.find((finding) => finding.history !== undefined)?.history;
  const measurement = {
    format: 'plimsoll.measurement',
    version: 1,
    name: given.name ?? nameOf(source.name),
    title: `Load test of ${longDate(date)}`,
    source: { tool: tool?.name ?? 'unknown', toolVersion: tool?.version ?? '', document, date },
    configuration,
    rounding,
    rows,
    aggregated,
    logLines: ordered.flatMap((finding) => finding.logLines ?? []),
    failureNotes: notes.notes,
    claims: ordered.flatMap((finding) => finding.claims ?? []),
    targets: ordered.flatMap((finding) => finding.targets ?? []),
    ...(passages.length > 0 && { passages }),
    ...(history !== undefined && { history }),
    ...(evidence !== undefined && { evidence }),
  };
  return { measurement: checked(measurement, source.name), assumed };
}

/** The document through its schema; what contradicts itself is a fault of the file with the tables. */
function checked(document: unknown, file: string): Measurement {
  try {
    return parseMeasurement(document);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw badInput(
      error.issues.map(({ path, message }) => ({ path: `${file}: ${path}`, message })),
    );
  }
}

function configurationOf(
  findings: readonly Finding[],
  given: Given,
  aggregated: LocustRow,
  assumed: string[],
): Measurement['configuration'] {
  const first = <Key extends keyof Measurement['configuration']>(
    key: Key,
  ): Measurement['configuration'][Key] | undefined =>
    findings.map(({ configuration }) => configuration?.[key]).find((value) => value !== undefined);
  /** What a file says, else what the user says. */
  const known = (key: 'users' | 'spawnRate' | 'runTimeS'): number | undefined => {
    const found = first(key);
    const said = given[key];
    if (found !== undefined && said !== undefined && found !== said) {
      assumed.push(`A file says ${key} ${found}, so the ${said} given beside it are not taken.`);
    }
    return found ?? said;
  };
  const users = known('users');
  if (users === undefined) {
    throw new AppError(
      'invalid-input',
      'configuration.users: no file says how many users there were; accepted: --users N, or a file that does, such as _stats_history.csv',
      [
        {
          path: 'configuration.users',
          message:
            'no file says how many users there were; accepted: a number of users, or a file that does, such as _stats_history.csv',
        },
      ],
    );
  }
  const windowS = aggregated.rps > 0 ? aggregated.requests / aggregated.rps : null;
  let runTimeS = known('runTimeS');
  if (runTimeS === undefined) {
    runTimeS = Number((windowS ?? 60).toPrecision(4));
    assumed.push(
      windowS === null
        ? 'No file says how long the run was: 60 s are assumed.'
        : `No file says how long the run was: ${runTimeS} s are assumed, in which the requests make the printed rate.`,
    );
  }
  let spawnRate = known('spawnRate');
  if (spawnRate === undefined) {
    spawnRate = users;
    assumed.push(
      `No file says how fast users were started: all ${users} in the first second are assumed.`,
    );
  }
  return {
    users,
    spawnRate,
    runTimeS,
    host: first('host') ?? '',
    environment: first('environment') ?? '',
    userClasses: first('userClasses') ?? [],
  };
}

/** The total row that follows from the rows; percentiles do not follow from those of the rows (semantics F19). */
function totalOf(rows: readonly LocustRow[]): LocustRow {
  const asked = rows.filter((row) => row.requests > 0);
  const sum = (figure: 'requests' | 'failures'): number =>
    rows.reduce((total, row) => total + row[figure], 0);
  const requests = sum('requests');
  const extreme = (
    figure: 'minMs' | 'maxMs',
    choose: (a: number, b: number) => number,
  ): number | null =>
    asked
      .map((row) => row[figure])
      .reduce((a, b) => (a === null || b === null ? (a ?? b) : choose(a, b)), null);
  const averages = asked.every((row) => row.avgMs !== null);
  return rowWith({
    name: 'Aggregated',
    requests,
    failures: sum('failures'),
    avgMs:
      requests === 0 || !averages
        ? null
        : asked.reduce((total, row) => total + row.requests * row.avgMs!, 0) / requests,
    minMs: extreme('minMs', Math.min),
    maxMs: extreme('maxMs', Math.max),

    rps: rows.reduce((total, row) => total + row.rps, 0),
  });
}

function evidenceOf(findings: readonly Finding[]): Measurement['evidence'] {
  const all = findings.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence]));
  if (all.length === 0) return undefined;
  const lists = {
    activity: all.flatMap(({ activity }) => activity ?? []),
    statements: all.flatMap(({ statements }) => statements ?? []),
    pools: all.flatMap(({ pools }) => pools ?? []),
    refusals: all.flatMap(({ refusals }) => refusals ?? []),
  };
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function dateOfFile(source: SourceFile, assumed: string[]): string {
  const date = source.modified?.slice(0, 10) ?? '1970-01-01';
  assumed.push(
    `No file says when the run was: ${date}${source.modified === undefined ? '' : ', the day of the last change of its file,'} is assumed.`,
  );
  return date;
}

/** `runs/nov8_stats.csv` is a run named nov8. */
function nameOf(file: string): string {
  const base = file
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .replace(/_(?:stats|requests|report|summary)$/i, '');
  return (
    base
      .replaceAll(/[^\w.-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 100) || 'imported'
  );
}

function longDate(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}
