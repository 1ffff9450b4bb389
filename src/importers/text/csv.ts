import Papa from 'papaparse';
import { fault, quoted } from './fault.ts';

export interface CsvRow {
  /** Where the record begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longest record that is read, in characters. */
const LONGEST = 1_000_000;

/** The records of a CSV file, in batches; quoted cells may hold line breaks. Empty lines are left out. */
export async function* csvRows(
  file: string,
  chunks: AsyncIterable<string>,
  delimiter: string,
): AsyncIterable<readonly CsvRow[]> {
  let rest = '';
  let line = 1;
  for await (const chunk of chunks) {
    rest += chunk;
    const end = lastRecordEnd(rest);
    if (end === 0 && rest.length > LONGEST) {
      throw fault(
        { file, line },
        `a record has more than ${LONGEST} characters, so a quote that opens in it never closes; accepted: quotes in pairs`,
      );
    }
    if (end === 0) continue;
    const { rows, lines } = parsed(file, rest.slice(0, end), delimiter, line);
    yield rows;
    line += lines;
    rest = rest.slice(end);
  }
  if (rest !== '') yield parsed(file, rest, delimiter, line).rows;
}

/** Where the last complete record ends: behind the last line break outside quotes. */
function lastRecordEnd(text: string): number {
  if (!text.includes('"')) return text.lastIndexOf('\n') + 1;
  let end = 0;
  let quotedNow = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) quotedNow = !quotedNow;
    else if (code === 10 && !quotedNow) end = i + 1;
  }
  return end;
}

function parsed(
  file: string,
  text: string,
  delimiter: string,
  firstLine: number,
): { readonly rows: CsvRow[]; readonly lines: number } {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n', quoteChar: '"' });
  const rows: CsvRow[] = [];
  let line = firstLine;
  const isQuoted = text.includes('"');
  const broken = errors.find((error) => error.type === 'Quotes');
  for (const [i, cells] of data.entries()) {
    if (broken !== undefined && broken.row === i) {
      throw fault(
        { file, line },
        `has a quote that does not close or text behind one: ${quoted(cells.join(delimiter))}; accepted: cells quoted as a whole, quotes in them doubled`,
      );
    }
    const last = cells.length - 1;
    cells[last] = cells[last]!.replace(/\r$/, '');
    if (cells.length > 1 || cells[0]!.trim() !== '') rows.push({ line, cells });
    line += 1;
    if (isQuoted) for (const cell of cells) line += breaksIn(cell);
  }
  return { rows, lines: line - firstLine - (text.endsWith('\n') ? 1 : 0) };
}

function breaksIn(cell: string): number {
  let breaks = 0;
  for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) breaks++;
  return breaks;
}

const delimiters = [',', ';', '\t', '|'] as const;
const named: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** The delimiter by which a header has all these columns; null if none does. */
export function delimiterOf(header: string, required: readonly string[]): string | null {
  return (
    delimiters.find((delimiter) => {
      const cells = headerCells(header, delimiter);
      return required.every((column) => cells.includes(column));
    }) ?? null
  );
}

/** What is said of a delimiter that is not a comma. */
export function delimiterRemark(file: string, delimiter: string): string[] {
  return delimiter === ','
    ? []
    : [
        `${file}: its columns are separated by ${named[delimiter] ?? quoted(delimiter)}, not by commas.`,
      ];
}

/** Column names of a header line, without quotes and byte order mark. */
export function headerCells(header: string, delimiter: string): string[] {
  return header
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '')
    .split(delimiter)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** A record read by the names of its columns. */
export class CsvRecord {
  readonly file: string;
  readonly line: number;
  private readonly cells: readonly string[];
  private readonly columns: ReadonlyMap<string, number>;

  constructor(file: string, row: CsvRow, columns: ReadonlyMap<string, number>) {
    this.file = file;
    this.line = row.line;
    this.cells = row.cells;
    this.columns = columns;
  }

  /** The cell of a column; empty where the column does not exist. */
  text(column: string): string {
    const at = this.columns.get(column);
    return at === undefined ? '' : (this.cells[at] ?? '');
  }

  /** The cell through a parser that is told where it stands. */
  get<Value>(
    column: string,
    parse: (text: string, place: { file: string; line: number; column: number }) => Value,
  ): Value {
    const at = this.columns.get(column) ?? 0;
    return parse(this.text(column), { file: this.file, line: this.line, column: at + 1 });
  }
}

/** Batches of records by column names; the first record is the header. A record that is short or long is refused. */
export async function* recordsOf(
  file: string,
  chunks: AsyncIterable<string>,
  required: readonly string[],
): AsyncIterable<readonly CsvRecord[]> {
  const { first, all } = await peeked(chunks);
  const header = first.split('\n', 1)[0]!;
  const delimiter = delimiterOf(header, required);
  if (delimiter === null) {
    const missing = required.filter((column) => !headerCells(header, ',').includes(column));
    throw fault(
      { file, line: 1 },
      `its header has no column ${missing.map(quoted).join(', ')}; accepted: a header with ${required.join(', ')}`,
    );
  }
  let columns: Map<string, number> | null = null;
  let width = 0;
  for await (const rows of csvRows(file, all(), delimiter)) {
    const records: CsvRecord[] = [];
    for (const row of rows) {
      if (columns === null) {
        columns = new Map(row.cells.map((cell, i) => [cell.replace(/^\uFEFF/, '').trim(), i]));
        width = row.cells.length;
        continue;
      }
      if (row.cells.length !== width) {
        throw fault(
          { file, line: row.line },
          `has ${row.cells.length} columns, the header ${width}; accepted: complete records (is the file truncated?)`,
        );
      }
      records.push(new CsvRecord(file, row, columns));
    }
    if (records.length > 0) yield records;
  }
}

/** The first piece up to a whole line at least, and all pieces again. */
async function peeked(
  chunks: AsyncIterable<string>,
): Promise<{ readonly first: string; all(): AsyncIterable<string> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first = '';
  while (!first.includes('\n') && first.length < LONGEST) {
    const next = await iterator.next();
    if (next.done === true) break;
    first += next.value;
  }
  return {
    first,
    async *all() {
      yield first;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    },
  };
}
