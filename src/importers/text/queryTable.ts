import type { TextFile } from '../importer.ts';
import { csvRows, delimiterOf } from './csv.ts';
import { fault } from './fault.ts';

/** A table that psql printed: aligned, or with --csv. */
export interface QueryTable {
  readonly header: readonly string[];
  readonly rows: readonly QueryRow[];
}
export interface QueryRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Whether a file begins with a table that has these columns. */
export function hasColumns(lines: readonly string[], required: readonly string[]): boolean {
  return lines.slice(0, 50).some((line) => headerOf(line, required) !== null);
}

function headerOf(line: string, required: readonly string[]): string[] | null {
  const delimiter = delimiterOf(line, required);
  return delimiter === null
    ? null
    : line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** All tables of a file that have these columns, in order. Throws for rows that are short or long. */
export async function queryTables(
  file: TextFile,
  required: readonly string[],
): Promise<QueryTable[]> {
  const text = await file.text();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const first = lines.findIndex((line) => headerOf(line, required) !== null);
  if (first < 0)
    throw fault(
      { file: file.name, line: 1 },
      `has no table with the columns ${required.join(', ')}; accepted: output of psql, aligned or --csv`,
    );
  const delimiter = delimiterOf(lines[first]!, required)!;
  if (delimiter === '|') return alignedTables(file.name, lines, required);
  return csvTable(file.name, lines.slice(first).join('\n'), delimiter, first);
}

function alignedTables(
  file: string,
  lines: readonly string[],
  required: readonly string[],
): QueryTable[] {
  const tables: { header: string[]; rows: QueryRow[] }[] = [];
  let open: { header: string[]; rows: QueryRow[] } | null = null;
  for (const [i, line] of lines.entries()) {
    const header = headerOf(line, required);
    if (header !== null) tables.push((open = { header, rows: [] }));
    else if (line.trim() === '' || /^\(\d+ rows?\)/.test(line)) open = null;
    else if (open !== null && !/^[-+\s]+$/.test(line)) {
      const cells = line.split('|').map((cell) => cell.trim());
      if (cells.length !== open.header.length) {
        throw fault(
          { file, line: i + 1 },
          `has ${cells.length} columns, the header ${open.header.length}; accepted: complete rows`,
        );
      }
      open.rows.push({ line: i + 1, cells });
    }
  }
  return tables;
}

async function csvTable(
  file: string,
  text: string,
  delimiter: string,
  before: number,
): Promise<QueryTable[]> {
  async function* once(): AsyncIterable<string> {
    yield text;
  }
  let header: readonly string[] | null = null;
  const rows: QueryRow[] = [];
  for await (const batch of csvRows(file, once(), delimiter)) {
    for (const { line, cells } of batch) {
      if (header === null) header = cells;
      else if (cells.join() !== header.join()) {
        if (cells.length !== header.length)
          throw fault(
            { file, line: line + before },
            `has ${cells.length} columns, the header ${header.length}; accepted: complete rows`,
          );
        rows.push({ line: line + before, cells });
      }
    }
  }
  return [{ header: header ?? [], rows }];
}

/** The cell of a column; empty where there is none. */
export function cellOf({ header }: QueryTable, row: QueryRow, column: string): string {
  return row.cells[header.indexOf(column)] ?? '';
}
