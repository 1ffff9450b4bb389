import type { FoundSetting } from '../../contract/imports.ts';
import type { Finding, Reader } from '../importer.ts';
import { at, fault } from '../text/fault.ts';
import { recordsIn, RefusalCounter } from '../text/logRecords.ts';
import { repaired } from '../text/mojibake.ts';
import { isMeasured, locustRow, merged } from '../text/reportTable.ts';
import { statedIn } from './claims.ts';
import { configurationOf } from './configuration.ts';
import { documentOf, type ReportDocument } from './document.ts';
import { EndpointNames } from './endpoints.ts';
import { passagesOf } from './passages.ts';
import { failuresIn } from './statuses.ts';
import { counted } from '../../sim/counted.ts';

/** Longest line that is looked at as the header of a table. */
const LONGEST_HEADER = 2000;

/** A load-test report in Markdown, or pasted: tables found by their headers, the rest by its words. */
export const markdownReport: Reader = {
  id: 'markdown-report',
  title: 'Markdown report',
  detect({ name, text, lines }) {
    if (lines.some(isMeasuredHeader)) return 0.9;
    if (/\.(?:md|markdown)$/i.test(name)) return 0.5;
    return /^#{1,3} \S/m.test(text) && /^\|.*\|\s*$/m.test(text) ? 0.4 : 0;
  },
  async read(file) {
    const { text, repairs } = repaired(await file.text());
    const document = documentOf(file.name, text);
    const finding = findingOf(file.name, document);
    const encoding = `${repairs} characters were encoded twice (UTF-8 read as Windows-1252) and have been repaired.`;
    return repairs === 0 ? finding : { ...finding, assumed: [encoding, ...finding.assumed] };
  },
};

function isMeasuredHeader(line: string): boolean {
  if (!line.includes('|') || line.length > LONGEST_HEADER) return false;
  const header = line
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  return isMeasured({ file: '', header, rows: [] });
}

function findingOf(file: string, document: ReportDocument): Finding {
  const measured = document.tables.filter(isMeasured);
  if (measured.length === 0) {
    throw fault(
      { file },
      'has no table with a row per endpoint; accepted: a table with the columns Endpoint, Requests, Failures, Avg, Min, Max, Median, Req/s or P50 to P100',
    );
  }
  const { rows: found, total } = merged(measured);
  const rows = found.map(locustRow);
  const aggregated = total === null ? null : locustRow(total);
  const names = new EndpointNames(rows.map(({ name }) => name));
  const { configuration, tool, date, assumed } = configurationOf(document);
  const { claims, targets } = statedIn(document, names, rows);
  const passages = passagesOf(document, names);
  const failures = failuresIn(document, names, rows);
  const logLines = document.blocks.flatMap((block) => recordsIn(block.map(({ text }) => text)));
  const counter = new RefusalCounter();
  for (const line of logLines) counter.add(line);
  const settings = settingsIn(file, document);
  return {
    document: document.title,
    ...(tool !== null && { tool }),
    ...(date !== null && { date }),
    configuration,
    tables: { rounding: 'locust', rows, aggregated },
    failures,
    logLines,
    claims,
    targets,
    passages,
    settings,
    ...(counter.refusals.length > 0 && { evidence: { refusals: counter.refusals } }),
    understood: [
      `${counted(measured.length, 'table')} of ${counted(rows.length, 'endpoint')}${aggregated === null ? '' : ` and all requests together: ${counted(aggregated.requests, 'request')}, ${counted(aggregated.failures, 'failure')}`}.`,
      `${counted(claims.length, 'figure')} and ${counted(targets.length, 'target')} in the text, ${counted(passages.length, 'sentence')} on settings and capacity, ${counted(logLines.length, 'log line')}.`,
    ],
    assumed: [
      ...assumed,
      ...(tool?.name === 'Locust'
        ? []
        : ['The tables are read by the rounding rules of Locust; the report names no other tool.']),
      ...(aggregated !== null && aggregated.p50Ms === null
        ? ['The report has no percentiles of all requests: none are made up.']
        : []),
      ...failures
        .filter(({ status }) => status !== null)
        .map(
          ({ endpoint, status, error }) =>
            `All failures of ${endpoint} are taken as HTTP ${status} (${error}).`,
        ),
    ],
  };
}

/** Settings that the text states as they were, such as `CONN_MAX_AGE=600`; code blocks hold proposals. */
function settingsIn(file: string, { lines }: ReportDocument): FoundSetting[] {
  return lines.flatMap(({ text, number, inCode }) => {
    const found = inCode ? null : /\bCONN_MAX_AGE\s*=\s*(\d+)\b/.exec(text);
    return found === null
      ? []
      : [
          {
            path: 'django.CONN_MAX_AGE',
            value: Number(found[1]),
            source: at({ file, line: number }),
          },
        ];
  });
}
