import { grouped } from '../../sim/grouped.ts';
import { requestsToShow } from '../../sim/stats/proportion.ts';
import type { Measurement } from '../../sim/study/results.ts';
import { autopsy } from '../autopsy/autopsy.ts';
import { listed, percent, said, type Said } from './wording.ts';

/** One failure rate for two kinds of failure. */
export function mixedFailures(measurement: Measurement): Said[] {
  const { requests, failures, capacity, functional } = autopsy(measurement);
  if (capacity.count === 0 || functional.count === 0) return [];
  return [
    said(
      `The failure rate of ${percent(failures / requests)} mixes ${capacity.count} failures of capacity (${percent(capacity.share)}) with ${functional.count} functional ones (${percent(functional.share)}), which fail at any load and which no capacity cures.`,
      { requests, failures, capacity: capacity.count, functional: functional.count },
    ),
  ];
}

/** Latencies of failed requests stand in the same cells as those of successful ones (semantics F6). */
export function mixedLatencies({ rows, failureNotes }: Measurement): Said[] {
  const failed = rows.filter((row) => row.requests > 0 && row.failures === row.requests);
  const partly = rows.filter((row) => row.failures > 0 && row.failures < row.requests);
  const statusesOf = (name: string): string =>
    failureNotes
      .filter((note) => note.endpoint === name)
      .map((note) => note.status ?? 'no status')
      .join('/');
  const remarks: Said[] = [];
  if (failed.length > 0) {
    remarks.push(
      said(
        `Every request of ${listed(failed.map((row) => `${row.name} (${statusesOf(row.name)})`))} failed: their latencies are those of refusals, not of the work that the endpoints are named for.`,
        { endpoints: failed.length, requests: failed.reduce((sum, row) => sum + row.requests, 0) },
      ),
    );
  }
  if (partly.length > 0) {
    remarks.push(
      said(
        `The latencies of ${listed(partly.map((row) => `${row.name} (${row.failures} of ${row.requests} failed)`))} mix failures with successes, which may be faster or slower; the table cannot separate them.`,
        { endpoints: partly.length, failures: partly.reduce((sum, row) => sum + row.failures, 0) },
      ),
    );
  }
  return remarks;
}

/** How many requests without a failure it would take to show that the error target is met. */
export function tooFewForErrorTarget({ targets, aggregated }: Measurement): Said[] {
  const target = targets.find(
    (candidate) => candidate.figure === 'failureRate' && candidate.endpoint === null,
  );
  if (target === undefined) return [];
  const needed = requestsToShow(target.limit);
  if (aggregated.requests >= needed) return [];
  return [
    said(
      `To show an error rate below ${percent(target.limit)} with 95 % confidence takes ${grouped(needed)} requests of which none fails; the whole test had ${grouped(aggregated.requests)}.`,
      { limit: target.limit, needed, requests: aggregated.requests },
    ),
  ];
}

/** Which of PostgreSQL's two refusals the log has, and who met it (semantics A4, A6, A7, C18). */
export function refusalInLog({ logLines }: Measurement): Said[] {
  const remarks: Said[] = [];
  const has = (text: string): boolean => logLines.some((line) => line.includes(text));
  const full = has('sorry, too many clients already');
  if (has('remaining connection slots are reserved')) {
    const storm = full
      ? '; it says "sorry, too many clients already", too, as happens when many connect at once and those about to be refused hold a slot for a moment'
      : '';
    remarks.push(
      said(
        `The log says "remaining connection slots are reserved": the application has an ordinary role, which may not take the reserved slots${storm}.`,
        { lines: logLines.length },
      ),
    );
  } else if (full) {
    remarks.push(
      said(
        'The log says "sorry, too many clients already": PostgreSQL had no slot left at all, the reserved ones included, so the role is probably a superuser, who may take every slot; an ordinary one mostly reads "remaining connection slots are reserved".',
        { lines: logLines.length },
      ),
    );
  }
  if (logLines.some((line) => line.includes('Error recording performance metrics'))) {
    remarks.push(
      said(
        'The refused connection in the log is that of the performance-metrics middleware: its writes after a response need a slot, too, even where the view itself needs none.',
        { lines: logLines.length },
      ),
    );
  }
  return remarks;
}
