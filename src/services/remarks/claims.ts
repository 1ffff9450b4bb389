import type { Measurement, ReportClaim, ReportTarget, RowFigure } from '../../sim/study/results.ts';
import { rowFigures } from '../../sim/study/results.ts';
import { cell, labelOf, listed, rowOf, valueOf } from './wording.ts';

/** Figures in the text of the report that its own tables do not have, or have as something else. */
export function misquotedFigures(measurement: Measurement): string[] {
  return measurement.claims.flatMap((claim) => {
    const row = rowOf(measurement, claim.endpoint);
    const own = row === undefined ? null : cell(row, claim.figure);
    if (row === undefined || own === null || isNear(own, claim.value)) return [];
    const meant = rowFigures.find(
      (figure) => unitOf(figure) === unitOf(claim.figure) && isNear(cell(row, figure), claim.value),
    );
    return [
      `The text gives ${row.name} a ${labelOf(claim.figure)} of ${valueOf(claim.figure, claim.value)} ("${claim.quote}"), but the table has ${valueOf(claim.figure, own)}${meant === undefined ? '' : `; ${valueOf(meant, cell(row, meant)!)} is its ${labelOf(meant)}`}.`,
    ];
  });
}

/** Figures said of all requests that are those of one endpoint, because the tool's total row has none. */
export function borrowedFigures(measurement: Measurement): string[] {
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
    return `${figures}, given for all requests, ${claims.length > 1 ? 'are' : 'is'} of ${owner.name} alone${slowest ? `, the slowest of ${measurement.rows.length} endpoints` : ''}: the report has no percentiles of all requests.`;
  });
}

/** Figures that the report calls good although they miss its own target. */
export function approvedMisses(measurement: Measurement): string[] {
  return measurement.claims.flatMap((claim) => {
    if (!claim.approves) return [];
    const row = rowOf(measurement, claim.endpoint);
    const own = row === undefined ? null : cell(row, claim.figure);
    const target = targetOf(measurement.targets, claim);
    if (row === undefined || own === null || target === undefined || own < target.limit) return [];
    return [
      `The report calls ${row.name} "${claim.quote}", but its ${labelOf(claim.figure)} of ${valueOf(claim.figure, own)} misses the report's own target of less than ${valueOf(claim.figure, target.limit)}, by a factor of ${Number((own / target.limit).toPrecision(2))}.`,
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
