import { grouped } from '../../sim/grouped.ts';
import type { Measurement, ReportClaim, ReportTarget, RowFigure } from '../../sim/study/results.ts';
import { rowFigures } from '../../sim/study/results.ts';
import { cell, labelOf, listed, percent, rowOf, said, type Said, valueOf } from './wording.ts';

/** Figures in the text of the report that its own tables do not have, or have as something else. */
export function misquotedFigures(measurement: Measurement): Said[] {
  return measurement.claims.flatMap((claim) => {
    const row = rowOf(measurement, claim.endpoint);
    const own = row === undefined ? null : cell(row, claim.figure);
    if (row === undefined || own === null || isNear(own, claim.value)) return [];
    const meant = rowFigures.find(
      (figure) => unitOf(figure) === unitOf(claim.figure) && isNear(cell(row, figure), claim.value),
    );
    return [
      said(
        `The text gives ${row.name} a ${labelOf(claim.figure)} of ${valueOf(claim.figure, claim.value)} ("${claim.quote}"), but the table has ${valueOf(claim.figure, own)}${meant === undefined ? '' : `; ${valueOf(meant, cell(row, meant)!)} is its ${labelOf(meant)}`}.`,
        { stated: claim.value, measured: own },
      ),
    ];
  });
}

/** Figures said of all requests that are those of one endpoint, because the tool's total row has none. */
export function borrowedFigures(measurement: Measurement): Said[] {
  const borrowed = measurement.claims.flatMap((claim) => {
    if (claim.endpoint !== null || cell(measurement.aggregated, claim.figure) !== null) return [];
    const owner = measurement.rows.find((row) => cell(row, claim.figure) === claim.value);
    return owner === undefined ? [] : [{ claim, owner }];
  });
  const owners = [...new Set(borrowed.map(({ owner }) => owner))];
  return owners.map((owner) => {
    const claims = borrowed.filter((entry) => entry.owner === owner).map(({ claim }) => claim);
    const figures = listed(
      claims.map((claim) => `${labelOf(claim.figure)} ${valueOf(claim.figure, claim.value)}`),
    );
    const slowest = claims.every((claim) =>
      measurement.rows.every((row) => (cell(row, claim.figure) ?? 0) <= claim.value),
    );
    return said(
      `${figures}, given for all requests, ${claims.length > 1 ? 'are' : 'is'} of ${owner.name} alone${slowest ? `, the slowest of ${measurement.rows.length} endpoints` : ''}: the report has no percentiles of all requests.`,
      Object.fromEntries(claims.map((claim) => [claim.figure, claim.value])),
    );
  });
}

/** Figures that the report calls good although they miss its own target. */
export function approvedMisses(measurement: Measurement): Said[] {
  return measurement.claims.flatMap((claim) => {
    if (!claim.approves) return [];
    const row = rowOf(measurement, claim.endpoint);
    const own = row === undefined ? null : cell(row, claim.figure);
    const target = targetOf(measurement.targets, claim);
    if (row === undefined || own === null || target === undefined || own < target.limit) return [];
    return [
      said(
        `The report calls ${row.name} "${claim.quote}", but its ${labelOf(claim.figure)} of ${valueOf(claim.figure, own)} misses the report's own target of less than ${valueOf(claim.figure, target.limit)}, by a factor of ${Number((own / target.limit).toPrecision(2))}.`,
        { measured: own, limit: target.limit },
      ),
    ];
  });
}

/** Endpoints that the report praises although requests of theirs failed for want of capacity. */
export function praisedFailures(measurement: Measurement): Said[] {
  return (measurement.passages ?? []).flatMap(({ topic, endpoint, quote, line }) => {
    const row = rowOf(measurement, endpoint);
    const notes = measurement.failureNotes.filter(
      (note) => note.endpoint === endpoint && note.kind === 'capacity' && note.failures > 0,
    );
    if (
      topic !== 'endpoint-praised' ||
      endpoint === null ||
      row === undefined ||
      notes.length === 0
    )
      return [];
    const failures = notes.reduce((sum, note) => sum + note.failures, 0);
    const statuses = listed([
      ...new Set(notes.flatMap(({ status }) => (status === null ? [] : [`${status}`]))),
    ]);
    return [
      said(
        `The report says of ${endpoint} "${quote}" (line ${line}), but ${grouped(failures)} of its ${grouped(row.requests)} requests (${percent(failures / row.requests)}) failed for want of capacity${statuses === '' ? '' : `, with status ${statuses}`}${row.p99Ms === null ? '' : `, and its P99 is ${valueOf('p99Ms', row.p99Ms)}`}.`,
        { failures, requests: row.requests, ...(row.p99Ms !== null && { p99Ms: row.p99Ms }) },
      ),
    ];
  });
}

function targetOf(
  targets: readonly ReportTarget[],
  { endpoint, figure }: ReportClaim,
): ReportTarget | undefined {
  const ofFigure = targets.filter((target) => target.figure === figure);
  return (
    ofFigure.find((target) => target.endpoint === endpoint) ??
    ofFigure.find((target) => target.endpoint === null)
  );
}

/** Whether a figure rounds to what the text says: texts round to two digits. */
function isNear(value: number | null, claimed: number): boolean {
  return value !== null && Math.abs(value - claimed) <= 0.05 * Math.abs(claimed);
}

function unitOf(figure: RowFigure): 'ms' | 'share' | 'other' {
  if (figure.endsWith('Ms')) return 'ms';
  return figure === 'failureRate' ? 'share' : 'other';
}
