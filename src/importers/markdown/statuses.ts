import type { LocustRow } from '../../sim/study/results.ts';
import type { FailureCount } from '../importer.ts';
import { causeOf } from '../text/causes.ts';
import { listed } from '../text/words.ts';
import type { ReportDocument } from './document.ts';
import type { EndpointNames } from './endpoints.ts';

/** What the text says of the status of an endpoint's failures: `503 errors on health checks`. */
export function failuresIn(
  { lines }: ReportDocument,
  names: EndpointNames,
  rows: readonly LocustRow[],
): FailureCount[] {
  const prose = lines.filter((line) => !line.inCode);
  const withToken = new Set(
    prose
      .filter(({ text }) =>
        /requires? auth|needs? (?:a )?token|authenticated endpoints? \(/i.test(text),
      )
      .flatMap(({ text }) => names.in(text)),
  );
  const statuses = new Map<string, { status: number; line: number; quote: string }[]>();
  for (const { text, number } of prose) {
    for (const clause of text.split(/[,;.](?:\s|$)| - /)) {
      const found =
        /\b([45]\d\d)\b(?:\/[45]\d\d)?\s+(?:errors?|unauthori[sz]ed|responses?|status)/i.exec(
          clause,
        );
      if (found === null) continue;
      const named = names.in(clause);
      const about =
        named.length === 0 && /authenticated endpoints/i.test(clause) ? [...withToken] : named;
      for (const name of about) {
        const known = statuses.get(name) ?? [];
        if (known.every(({ status }) => status !== Number(found[1])))
          known.push({
            status: Number(found[1]),
            line: number,
            quote: clause.replace(/^[-*\s]+/, '').trim(),
          });
        statuses.set(name, known);
      }
    }
  }
  return rows.flatMap((row): FailureCount[] => {
    if (row.failures === 0) return [];
    const known = statuses.get(row.name) ?? [];
    if (known.length !== 1) {
      const error =
        known.length === 0
          ? 'the report does not say how'
          : `the report names ${listed(known.map(({ status }) => `${status}`))}, not how many of each`;
      return [{ endpoint: row.name, failures: row.failures, status: null, error }];
    }
    const { status, line, quote } = known[0]!;
    const cause = causeOf(quote, status);
    return [
      {
        endpoint: row.name,
        failures: row.failures,
        status,
        error: `line ${line}: ${quote}`,
        ...(cause !== null && { cause }),
      },
    ];
  });
}
