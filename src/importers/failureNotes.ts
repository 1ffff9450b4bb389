import { counted } from '../sim/counted.ts';
import type { Cause, Evidence, FailureNote, LocustRow } from '../sim/study/results.ts';
import type { FailureCount } from './importer.ts';
import { listed } from './text/words.ts';

const meanings: Readonly<Record<Cause, string>> = {
  postgres_refused: 'PostgreSQL refused the connection',
  pgbouncer_refused: 'PgBouncer refused the connection',
  pool_timeout: 'no connection became free in time',
  client_timeout: 'the client gave up or lost the connection',
  worker_timeout: 'the web server or the proxy before it gave up',
  web_refused: 'the web server was not reached',
  throttled: 'the application throttles or locks out',
  functional: 'the application refuses what it is asked, at any load',
  other: 'something else failed',
};

type Refusals = NonNullable<Evidence['refusals']>;

/**
 * Notes that account for every failure of every row. An answer 500 or 503 does not tell its cause: where the logs have
 * refusals of one kind only, it is taken for one of them, and said.
 */
export function notesOf(
  rows: readonly LocustRow[],
  failures: readonly FailureCount[],
  refusals: Refusals,
): { readonly notes: readonly FailureNote[]; readonly assumed: readonly string[] } {
  const logged = [...new Set(refusals.map(({ cause }) => cause))];
  const byLog = logged.length === 1 ? logged[0]! : null;
  const byName = grouped(failures);
  const assumed: string[] = [];
  const attributed: string[] = [];
  const notes = rows.flatMap((row): FailureNote[] => {
    let left = row.failures;
    const own: FailureNote[] = [];
    for (const failure of byName.get(row.name) ?? []) {
      const taken = Math.min(left, failure.failures);
      if (taken < failure.failures) {
        assumed.push(
          `${row.name} has ${counted(row.failures, 'failure')} in its row and more in the list of failures: those of the row count.`,
        );
      }
      if (taken === 0) continue;
      left -= taken;
      const silent =
        failure.cause === undefined && (failure.status === 500 || failure.status === 503);
      if (silent && byLog !== null) attributed.push(row.name);
      own.push(noteOf({ ...failure, endpoint: row.name, failures: taken }, silent ? byLog : null));
    }
    if (left > 0) {
      own.push({
        endpoint: row.name,
        status: null,
        kind: 'unknown',
        failures: left,
        reason: 'no file says how these failed',
      });
    }
    return own;
  });
  if (attributed.length > 0) {
    assumed.push(
      `The answers 500 and 503 of ${listed([...new Set(attributed)])} are taken as what the logs have: ${meanings[byLog!]}.`,
    );
  }
  return { notes, assumed: [...new Set(assumed)] };
}

/** By the name of the endpoint, and by method and name where endpoints of one name are told apart so. */
function grouped(failures: readonly FailureCount[]): ReadonlyMap<string, readonly FailureCount[]> {
  const byName = new Map<string, FailureCount[]>();
  for (const failure of failures) {
    const { endpoint, method } = failure;
    for (const name of new Set([endpoint, `${method ?? ''} ${endpoint}`.trim()])) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [failure]);
      else known.push(failure);
    }
  }
  return byName;
}

function noteOf(failure: FailureCount, byLog: Cause | null): FailureNote {
  const { endpoint, status, failures, error } = failure;
  const cause = failure.cause ?? byLog;
  const said = error.slice(0, 300);
  if (cause === null || cause === 'other') {
    return { endpoint, status, kind: 'unknown', failures, reason: said || 'no reason is reported' };
  }
  return {
    endpoint,
    status,
    kind: cause === 'functional' ? 'functional' : 'capacity',
    cause,
    failures,
    reason: said === '' ? meanings[cause] : `${meanings[cause]} (${said})`,
  };
}
