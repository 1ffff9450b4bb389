import { wilsonInterval } from '../../sim/stats/proportion.ts';
import type { Autopsy, AutopsyShare, FailureNote, Measurement } from '../../sim/study/results.ts';
import { shapeOf } from './shape.ts';
import { usersHit } from './usersHit.ts';

/**
 * What the failures of a measurement were: of capacity, functional at any load, or not known, each as a share of all
 * requests with its 95 % Wilson interval. The measurement's own notes decide which is which; an endpoint with several
 * notes has several rows, one that failed never has one of kind `none`.
 */
export function autopsy(measurement: Measurement): Autopsy {
  const { aggregated, rows, failureNotes } = measurement;
  const { requests } = aggregated;
  const sum = (notes: readonly FailureNote[]): number =>
    notes.reduce((total, note) => total + note.failures, 0);
  const ofKind = (kind: FailureNote['kind']): AutopsyShare =>
    share(sum(failureNotes.filter((note) => note.kind === kind)), requests);
  const capacity = ofKind('capacity');
  return {
    requests,
    failures: aggregated.failures,
    capacity,
    functional: ofKind('functional'),
    unknown: ofKind('unknown'),
    causes: [...new Set(failureNotes.map(causeOf))]
      .map((cause) => ({
        cause,
        ...share(sum(failureNotes.filter((note) => causeOf(note) === cause)), requests),
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    rows: rows.flatMap((row): Autopsy['rows'][number][] => {
      const notes = failureNotes.filter((note) => note.endpoint === row.name && note.failures > 0);
      const { name } = row;
      if (notes.length === 0) {
        return [
          {
            name,
            requests: row.requests,
            failures: 0,
            kind: 'none',
            status: '',
            reason: 'no request failed',
          },
        ];
      }
      return notes.map(({ failures, kind, status, reason }) => ({
        name,
        requests: row.requests,
        failures,
        kind,
        status: status === null ? '' : `HTTP ${status}`,
        reason,
      }));
    }),
    users: usersHit(measurement),
    withoutFunctional: withoutFunctional(measurement, capacity),
    shape: shapeOf(measurement),
  };
}

/** What a note says of the cause; a note of capacity without one says only that it was capacity. */
function causeOf({ kind, cause }: FailureNote): Autopsy['causes'][number]['cause'] {
  return (
    cause ?? (kind === 'functional' ? 'functional' : kind === 'capacity' ? 'other' : 'unknown')
  );
}

function share(count: number, requests: number): AutopsyShare {
  return {
    count,
    share: requests === 0 ? 0 : count / requests,
    ci: wilsonInterval(count, requests),
  };
}

function withoutFunctional(
  { rows, failureNotes }: Measurement,
  capacity: AutopsyShare,
): Autopsy['withoutFunctional'] {
  const refusing = new Set(
    failureNotes
      .filter((note) => note.kind === 'functional' && note.failures > 0)
      .map((note) => note.endpoint),
  );
  const reaching = rows.filter((row) => !refusing.has(row.name));
  const requests = reaching.reduce((sum, row) => sum + row.requests, 0);
  const count = failureNotes
    .filter((note) => note.kind === 'capacity' && !refusing.has(note.endpoint))
    .reduce((sum, note) => sum + note.failures, 0);
  return {
    sameRequests: capacity,
    reaching: { requests, ...share(count, requests) },
    caution:
      refusing.size === 0
        ? 'Nothing failed functionally, so the test shows what it would have shown.'
        : 'A user whose request is refused goes on to less than one whose request succeeds: with the refusals repaired the load rises, so these shares are no forecast; simulate the repaired workload for one.',
  };
}
