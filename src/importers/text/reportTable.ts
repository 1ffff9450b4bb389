import type { LocustRow } from '../../sim/study/results.ts';
import { MOST_ENDPOINTS } from '../importer.ts';
import { fault, type Place, quoted } from './fault.ts';
import { countOf, msOf, orNone, rateOf } from './numbers.ts';
import { type PercentileFigure, percentiles, percentilesBy, rowWith } from './rows.ts';

/** A table of a report: what stands in each cell, and in which line and columns. */
export interface ReportTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}
export interface TableRow {
  readonly line: number;
  readonly cells: readonly { readonly text: string; readonly column: number }[];
}

type Column = keyof LocustRow | 'method' | 'other';

/** What a column is, told by its header alone. */
function columnOf(header: string): Column {
  const name = header
    .toLowerCase()
    .replaceAll(/[*_`#]|\(ms\)|\[ms\]/g, '')
    .trim();
  const percentile = /^(?:p\s?|p\()?(\d{2,3})\)?(?:\s?%(?:ile)?|th|st|nd|rd)?$/.exec(name)?.[1];
  if (percentile !== undefined && percentileColumns.has(percentile)) {
    return percentileColumns.get(percentile)!;
  }
  return columns.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

const percentileColumns = new Map<string, Column>(percentiles.map((p) => [String(p), `p${p}Ms`]));

const columns: readonly (readonly [RegExp, Column])[] = [
  [/^(?:endpoint|name|request name|route|label|transaction)$/, 'name'],
  [/^(?:method|type)$/, 'method'],
  [/^(?:requests?|reqs?|samples|count|request count|total requests)$/, 'requests'],
  [/^(?:failures?|fails?|failed|errors|failure count)$/, 'failures'],
  [/^(?:avg|average|mean|average response time)$/, 'avgMs'],
  [/^(?:min|minimum|min response time)$/, 'minMs'],
  [/^(?:max|maximum|max response time)$/, 'maxMs'],
  [/^(?:med|median|median response time)$/, 'medianMs'],
  [/^(?:req\/s|rps|requests\/s|req\/sec|current rps)$/, 'rps'],
];

export interface FoundRow {
  readonly line: number;
  readonly name: string;
  readonly figures: ReadonlyMap<keyof LocustRow, number | null>;
}

/** Whether a table has a row per endpoint and figures of requests in its columns. */
export function isMeasured({ header }: ReportTable): boolean {
  const found = header.map(columnOf);
  const figures = found.filter(
    (column) => column !== 'other' && column !== 'name' && column !== 'method',
  );
  return found.includes('name') && figures.length >= 3;
}

/** The rows of a table in figures. Throws for a cell that is no number, and for columns that stand there twice. */
export function rowsOf(table: ReportTable): FoundRow[] {
  const found = table.header.map(columnOf);
  for (const [i, column] of found.entries()) {
    if (column !== 'other' && found.indexOf(column) !== i) {
      throw fault(
        { file: table.file, line: table.rows[0]?.line ?? 1 },
        `its table has two columns like ${quoted(table.header[i]!)}; accepted: each figure once`,
      );
    }
  }
  return table.rows.map((row) => {
    if (row.cells.length !== found.length) {
      throw fault(
        { file: table.file, line: row.line },
        `has ${row.cells.length} cells, the header ${found.length}; accepted: complete rows`,
      );
    }
    const figures = new Map<keyof LocustRow, number | null>();
    let name = '';
    for (const [i, column] of found.entries()) {
      const { text, column: at } = row.cells[i]!;
      const place: Place = { file: table.file, line: row.line, column: at };
      const value = text.replaceAll(/\*\*|__|`/g, '').trim();
      if (column === 'name') name = value;
      else if (column !== 'other' && column !== 'method') {
        figures.set(column, figureOf(column, value, place));
      }
    }
    if (name === '')
      throw fault(
        { file: table.file, line: row.line },
        'has no name; accepted: the name of an endpoint',
      );
    return { line: row.line, name, figures };
  });
}

function figureOf(column: keyof LocustRow, text: string, place: Place): number | null {
  // `35 (38%)`: the share in brackets follows from the counts.
  if (column === 'requests' || column === 'failures') {
    return countOf(text.replace(/\s*\(\s*[\d.,]+\s*%\s*\)$/, ''), place);
  }
  if (column === 'rps') return orNone(text, place, rateOf);
  return orNone(text, place, durationOf);
}

/** A time with its unit or without, in ms. */
function durationOf(text: string, place: Place): number {
  const [, number, unit] = /^(.*?)\s*(ms|s)?$/i.exec(text.trim())!;
  const value = msOf(number!, place);
  return unit?.toLowerCase() === 's' ? value * 1000 : value;
}

/** Whether a row is that of all requests together. */
export function isTotal(name: string): boolean {
  return /^(?:aggregated|total|totals|all|all requests|overall)$/i.test(name.trim());
}

/**
 * One row for each endpoint, out of all tables that say something about it. Throws where two tables differ about a figure,
 * which is how a file with two runs shows.
 */
export function merged(tables: readonly ReportTable[]): {
  readonly rows: readonly FoundRow[];
  readonly total: FoundRow | null;
} {
  const byName = new Map<
    string,
    { line: number; name: string; figures: Map<keyof LocustRow, number | null> }
  >();
  for (const table of tables) {
    const seen = new Set<string>();
    for (const { line, name, figures } of rowsOf(table)) {
      if (seen.has(name)) {
        throw fault(
          { file: table.file, line },
          `has ${quoted(name)} a second time; accepted: one row per endpoint and run`,
        );
      }
      seen.add(name);
      const known = byName.get(name);
      if (known === undefined) {
        byName.set(name, { line, name, figures: new Map(figures) });
        continue;
      }
      for (const [figure, value] of figures) {
        const before = known.figures.get(figure) ?? null;
        if (before !== null && value !== null && before !== value) {
          throw fault(
            { file: table.file, line },
            `has ${figure} ${value} for ${quoted(name)}, line ${known.line} has ${before}: these seem to be two runs; accepted: the report of one run`,
          );
        }
        known.figures.set(figure, value ?? before);
      }
    }
  }
  if (byName.size > MOST_ENDPOINTS) {
    throw fault(
      { file: tables[0]!.file },
      `has ${byName.size} endpoints; accepted: up to ${MOST_ENDPOINTS}, requests grouped by name`,
    );
  }
  const all = [...byName.values()];
  return {
    rows: all.filter(({ name }) => !isTotal(name)),
    total: all.find(({ name }) => isTotal(name)) ?? null,
  };
}

/** A row of the measurement; what no table has is null. */
export function locustRow({ name, figures }: FoundRow): LocustRow {
  const get = (figure: keyof LocustRow): number | null => figures.get(figure) ?? null;
  return rowWith({
    name,
    requests: get('requests') ?? 0,
    failures: get('failures') ?? 0,
    avgMs: get('avgMs'),
    minMs: get('minMs'),
    maxMs: get('maxMs'),
    medianMs: get('medianMs'),
    ...percentilesBy((p) => get(`p${p}Ms` as PercentileFigure)),
    rps: get('rps') ?? 0,
  });
}
