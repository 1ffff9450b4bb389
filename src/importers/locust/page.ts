import { Parser } from 'htmlparser2';
import type { FailureCount, Finding } from '../importer.ts';
import { fault } from '../text/fault.ts';
import { countOf } from '../text/numbers.ts';
import {
  isMeasured,
  locustRow,
  merged,
  type ReportTable,
  type TableRow,
} from '../text/reportTable.ts';
import { failureOf } from './failures.ts';
import { counted } from '../../sim/counted.ts';

/** What an older report page of Locust says (2.12 for one): its data stands in tables only. */
export function pageFinding(file: string, html: string): Finding {
  const { tables, text } = tablesOf(file, html);
  const measured = tables.filter(isMeasured);
  if (measured.length === 0) {
    throw fault(
      { file },
      "has neither Locust's data nor a table of requests; accepted: the HTML report of Locust, or its _stats.csv",
    );
  }
  const { rows, total } = merged(measured);
  const aggregated = total === null ? null : locustRow(total);
  const failures = tables.flatMap((table) => failuresIn(table));
  const period =
    /During:\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)\s*-\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(
      text,
    );
  const runTimeS =
    period === null
      ? 0
      : (Date.parse(`${period[3]}T${period[4]}Z`) - Date.parse(`${period[1]}T${period[2]}Z`)) /
        1000;
  return {
    tool: { name: 'Locust', version: '' },
    ...(period !== null && { date: period[1]! }),
    configuration: { ...(runTimeS > 0 && { runTimeS }) },
    tables: { rounding: 'locust', rows: rows.map(locustRow), aggregated },
    failures,
    understood: [
      `${counted(rows.length, 'endpoint')}, ${counted(aggregated?.requests ?? 0, 'request')}, ${counted(failures.length, 'kind')} of failure.`,
    ],
    assumed: ['The report has no P66, P75 and P98, and not the number of users: these stay empty.'],
  };
}

function failuresIn({ file, header, rows }: ReportTable): FailureCount[] {
  const [method, name, error, occurrences] = ['method', 'name', 'error', 'occurrences'].map(
    (column) => header.findIndex((cell) => cell.toLowerCase() === column),
  ) as [number, number, number, number];
  if (error < 0 || occurrences < 0 || name < 0) return [];
  return rows.map(({ line, cells }) => {
    const text = (at: number): string => cells[at]?.text ?? '';
    return failureOf(
      text(name),
      text(method),
      text(error),
      countOf(text(occurrences), { file, line }),
    );
  });
}

/** All tables of a page, and its text outside of scripts. */
function tablesOf(
  file: string,
  html: string,
): { readonly tables: ReportTable[]; readonly text: string } {
  const tables: ReportTable[] = [];
  let header: string[] = [];
  let rows: TableRow[] = [];
  let cells: { text: string; column: number }[] = [];
  let isHead = false;
  let hidden = 0;
  let text = '';
  let cell: string | null = null;
  const lineOf = lineCounter(html);
  const parser = new Parser({
    onopentag(name) {
      if (name === 'script' || name === 'style') hidden++;
      else if (name === 'table') [header, rows] = [[], []];
      else if (name === 'tr') [cells, isHead] = [[], false];
      else if (name === 'th' || name === 'td') {
        cell = '';
        isHead ||= name === 'th';
      }
    },
    ontext(piece) {
      if (hidden > 0) return;
      text += piece;
      if (cell !== null) cell += piece;
    },
    onclosetag(name) {
      if (name === 'script' || name === 'style') hidden = Math.max(0, hidden - 1);
      else if ((name === 'th' || name === 'td') && cell !== null) {
        cells.push({ text: cell.trim(), column: cells.length + 1 });
        cell = null;
      } else if (name === 'tr' && cells.length > 0) {
        if (isHead && header.length === 0) header = cells.map((entry) => entry.text);
        else rows.push({ line: lineOf(parser.endIndex), cells });
      } else if (name === 'table') tables.push({ file, header, rows });
    },
  });
  parser.end(html);
  return { tables, text };
}

/** Line numbers of rising offsets. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset && counted < text.length; counted++) {
      if (text.charCodeAt(counted) === 10) line++;
    }
    return line;
  };
}
