import type { ReportTable, TableRow } from '../text/reportTable.ts';

/** Characters of a line of text that are looked at; nobody writes longer sentences about figures. */
const LONGEST_LINE = 1000;

/** A line of a report, in its section. */
export interface ReportLine {
  readonly number: number;
  /** Without emphasis; code as it stands. */
  readonly text: string;
  readonly inCode: boolean;
  /** Headings above it, the outermost first, joined by spaces. */
  readonly section: string;
}

export interface ReportDocument {
  readonly title: string;
  /** Text and code; tables and headings are not among them. */
  readonly lines: readonly ReportLine[];
  /** Each fenced block, as its lines. */
  readonly blocks: readonly (readonly ReportLine[])[];
  readonly tables: readonly ReportTable[];
}

/** A Markdown report taken apart: headings, tables, fenced blocks and lines of text. */
export function documentOf(file: string, text: string): ReportDocument {
  const all = text.split(/\r?\n/);
  const lines: ReportLine[] = [];
  const blocks: ReportLine[][] = [];
  const tables: ReportTable[] = [];
  const headings: string[] = [];
  let title = '';
  let block: ReportLine[] | null = null;
  for (let i = 0; i < all.length; i++) {
    const raw = all[i]!;
    if (/^\s*(?:```|~~~)/.test(raw)) {
      if (block === null) blocks.push((block = []));
      else block = null;
      continue;
    }
    const line = {
      number: i + 1,
      text: raw.slice(0, LONGEST_LINE),
      inCode: block !== null,
      section: headings.join(' '),
    };
    if (block !== null) {
      block.push(line);
      lines.push(line);
      continue;
    }
    const heading = /^(#{1,6})\s+(\S.*)$/.exec(raw);
    if (heading !== null) {
      const level = heading[1]!.length;
      const words = plainText(heading[2]!);
      if (title === '') title = words;
      headings.length = Math.min(headings.length, level - 1);
      headings[level - 1] = words;
      for (let above = 0; above < level - 1; above++) headings[above] ??= '';
      continue;
    }
    if (isRow(raw) && isRule(all[i + 1] ?? '')) {
      const end = endOfTable(all, i + 2);
      tables.push({
        file,
        header: cellsOf(raw, i + 1).cells.map((cell) => plainText(cell.text)),
        rows: all.slice(i + 2, end).map((row, n) => cellsOf(row, i + 3 + n)),
      });
      i = end - 1;
      continue;
    }
    if (raw.trim() !== '') lines.push({ ...line, text: plainText(raw).slice(0, LONGEST_LINE) });
  }
  return { title, lines, blocks, tables };
}

function isRow(line: string): boolean {
  return line.includes('|');
}

function isRule(line: string): boolean {
  return line.includes('-') && line.includes('|') && /^[\s|:-]+$/.test(line);
}

function endOfTable(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && isRow(lines[end]!)) end++;
  return end;
}

function cellsOf(line: string, number: number): TableRow {
  const cells: { text: string; column: number }[] = [];
  let column = 1;
  const parts = line.split('|');
  for (const [i, part] of parts.entries()) {
    const outer = (i === 0 || i === parts.length - 1) && part.trim() === '';
    if (!outer)
      cells.push({ text: part.trim(), column: column + (part.length - part.trimStart().length) });
    column += part.length + 1;
  }
  return { line: number, cells };
}

/** Text without the marks of emphasis, code and lists. */
function plainText(text: string): string {
  return text.replaceAll(/\*\*|__|`/g, '').trim();
}
