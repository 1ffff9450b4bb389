import { isLocustRounded } from '../sim/observe/cellInterval.ts';
import { countFigures, timeFigures } from '../sim/observe/locustRow.ts';
import {
  type LocustRow,
  type Measurement,
  percentileFigures,
  type Rounding,
} from '../sim/study/results.ts';
import type { Issue } from './errors.ts';

/** Figures of a measurement that contradict one another; empty when it is sound. */
export function contradictions(measurement: Measurement): Issue[] {
  const { rows, aggregated, rounding } = measurement;
  return [
    ...repeatedNames(rows),
    ...rows.flatMap((row, i) => rowFaults(row, `rows.${i}`, rounding)),
    ...rowFaults(aggregated, 'aggregated', rounding),
    ...totalFaults(rows, aggregated, rounding),
    ...userFaults(measurement),
    ...noteFaults(measurement),
    ...endpointFaults(measurement),
  ];
}

function repeatedNames(rows: readonly LocustRow[]): Issue[] {
  return rows.flatMap((row, i) =>
    rows.findIndex((other) => other.name === row.name) === i
      ? []
      : [
          {
            path: `rows.${i}.name`,
            message: `is "${row.name}" a second time; accepted: one row per endpoint`,
          },
        ],
  );
}

function rowFaults(row: LocustRow, path: string, rounding: Rounding): Issue[] {
  const issues: Issue[] = [];
  const fault = (figure: string, message: string): void => {
    issues.push({ path: `${path}.${figure}`, message });
  };
  const { requests, failures, avgMs, minMs, maxMs } = row;
  if (failures > requests) {
    fault(
      'failures',
      `is ${failures} of ${requests} requests of "${row.name}"; accepted: 0 to ${requests}`,
    );
  }
  for (const figure of timeFigures) {
    const value = row[figure];
    if (requests === 0 && value !== null) {
      fault(figure, `is ${value} although "${row.name}" has no request; accepted: null`);
    }
  }
  if (requests > 0) {
    for (const figure of ['avgMs', 'minMs', 'maxMs'] as const) {
      if (row[figure] === null)
        fault(figure, `is null although "${row.name}" has ${requests} requests; accepted: ms`);
    }
  }
  if (avgMs !== null && minMs !== null && maxMs !== null && (avgMs < minMs || avgMs > maxMs)) {
    fault('avgMs', `is ${avgMs}, outside minMs to maxMs; accepted: ${minMs} to ${maxMs}`);
  }
  let below: number | null = null;
  for (const figure of percentileFigures) {
    const value = row[figure];
    if (value === null) continue;
    if (rounding.startsWith('locust') && !isLocustRounded(value)) {
      fault(
        figure,
        `is ${value}, which Locust does not print; accepted: ms rounded to two digits, below 100 to one ms`,
      );
    }
    if (below !== null && value < below) {
      fault(figure, `is ${value}, less than the percentile before it; accepted: >= ${below}`);
    }
    below = value;
  }
  return issues;
}

function totalFaults(
  rows: readonly LocustRow[],
  aggregated: LocustRow,
  rounding: Rounding,
): Issue[] {
  const issues: Issue[] = [];
  for (const figure of countFigures) {
    const sum = rows.reduce((total, row) => total + row[figure], 0);
    if (aggregated[figure] !== sum) {
      issues.push({
        path: `aggregated.${figure}`,
        message: `is ${aggregated[figure]}, but the rows sum to ${sum}; accepted: ${sum}, or rows that sum to ${aggregated[figure]}`,
      });
    }
  }
  // A contradiction in the counts makes the average meaningless: name the cause, not its consequence.
  return issues.length > 0
    ? issues
    : [...averageFaults(rows, aggregated, rounding), ...extremeFaults(rows, aggregated)];
}

/**
 * Each printed average stands for an interval, and so does their weighted mean: one ms wide where averages are truncated
 * (semantics F13), half a ms to each side where they are rounded, next to nothing where they are printed in full.
 */
function averageFaults(
  rows: readonly LocustRow[],
  { avgMs, requests }: LocustRow,
  rounding: Rounding,
): Issue[] {
  if (
    avgMs === null ||
    requests === 0 ||
    rows.some((row) => row.requests > 0 && row.avgMs === null)
  )
    return [];
  const mean = rows.reduce((sum, row) => sum + row.requests * (row.avgMs ?? 0), 0) / requests;
  const [lowest, highest] = averageRange(mean, rounding);
  if (avgMs >= lowest && avgMs <= highest) return [];
  return [
    {
      path: 'aggregated.avgMs',
      message: `is ${avgMs}, but the averages of the rows weighted by their requests give ${mean.toFixed(1)}; accepted: ${lowest === highest ? lowest : `${lowest} to ${highest}`}`,
    },
  ];
}

/** Total averages that rows with this weighted mean of printed averages can have. */
function averageRange(mean: number, rounding: Rounding): readonly [number, number] {
  if (rounding === 'locust') return [Math.floor(mean), Math.ceil(mean + 1) - 1];
  if (rounding === 'whole-ms') return [Math.floor(mean - 1), Math.ceil(mean + 1)];
  const slack = 1e-6 * mean + 1e-6;
  return [mean - slack, mean + slack];
}

function extremeFaults(rows: readonly LocustRow[], aggregated: LocustRow): Issue[] {
  const issues: Issue[] = [];
  for (const [figure, extreme] of [
    ['minMs', Math.min],
    ['maxMs', Math.max],
  ] as const) {
    const values = rows.map((row) => row[figure]).filter((value) => value !== null);
    const expected = extreme(...values);
    if (values.length > 0 && aggregated[figure] !== null && aggregated[figure] !== expected) {
      issues.push({
        path: `aggregated.${figure}`,
        message: `is ${aggregated[figure]}, but the rows have ${expected}; accepted: ${expected}`,
      });
    }
  }
  return issues;
}

function userFaults({ configuration }: Measurement): Issue[] {
  const { users, userClasses } = configuration;
  const sum = userClasses.reduce((total, userClass) => total + userClass.users, 0);
  if (userClasses.length === 0 || sum === users) return [];
  return [
    {
      path: 'configuration.userClasses',
      message: `sum to ${sum} users, but configuration.users is ${users}; accepted: classes that sum to ${users}`,
    },
  ];
}

function noteFaults({ rows, failureNotes }: Measurement): Issue[] {
  return rows.flatMap((row) => {
    const noted = failureNotes
      .filter((note) => note.endpoint === row.name)
      .reduce((sum, note) => sum + note.failures, 0);
    if (noted === row.failures) return [];
    return [
      {
        path: 'failureNotes',
        message: `explain ${noted} of ${row.failures} failures of "${row.name}"; accepted: notes whose failures sum to ${row.failures}`,
      },
    ];
  });
}

function endpointFaults({ rows, failureNotes, claims, targets }: Measurement): Issue[] {
  const names = rows.map((row) => row.name);
  return Object.entries({ failureNotes, claims, targets }).flatMap(([list, entries]) =>
    entries.flatMap(({ endpoint }, i) =>
      endpoint === null || names.includes(endpoint)
        ? []
        : [
            {
              path: `${list}.${i}.endpoint`,
              message: `is "${endpoint}", which has no row; accepted: ${names.map((name) => `"${name}"`).join(', ')}`,
            },
          ],
    ),
  );
}
