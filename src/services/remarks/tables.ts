import { grouped } from '../../sim/grouped.ts';
import { locustRank } from '../../sim/observe/locustRounding.ts';
import { type Measurement, percentileFigures } from '../../sim/study/results.ts';
import { labelOf, listed, said, type Said } from './wording.ts';

/** Order statistics up to this one from the top are called single requests. */
const fewest = 3;

/** Percentiles that rounding moves past the maximum, or the largest sample below it (semantics F10). */
export function roundedPercentiles({ rows, rounding }: Measurement): Said[] {
  if (!rounding.startsWith('locust')) return [];
  const odd = (side: 'above' | 'below'): string[] =>
    rows.flatMap((row) => {
      const { maxMs } = row;
      if (maxMs === null) return [];
      const figure = (side === 'above' ? percentileFigures : (['p100Ms'] as const)).find(
        (candidate) => {
          const value = row[candidate];
          return value !== null && (side === 'above' ? value > maxMs : value < maxMs);
        },
      );
      if (figure === undefined) return [];
      return [
        `${row.name} has a ${labelOf(figure)} of ${grouped(row[figure]!)} ms, ${side} its maximum of ${grouped(maxMs)} ms`,
      ];
    });
  // One example of each side says it.
  const examples = [...odd('above').slice(0, 1), ...odd('below').slice(0, 1)];
  if (examples.length === 0) return [];
  return [
    said(
      `Percentiles are rounded to two digits, so a cell stands for an interval, not for a point: ${listed(examples)}.`,
      { examples: examples.length },
    ),
  ];
}

/** How few responses the highest percentileFigures rest on (semantics F11). */
export function fewSamples({ rows }: Measurement): Said[] {
  const counted = rows.filter((row) => row.requests > 0 && row.p98Ms !== null);
  if (counted.length === 0) return [];
  const n = counted.map((row) => row.requests);
  const rankOf = (p: number): number => Math.max(...n.map((requests) => locustRank(requests, p)));
  if (rankOf(0.98) > fewest) return [];
  return [
    said(
      `With ${range(n)} requests per endpoint P98 is at most response number ${rankOf(0.98)} from the top and P99 number ${rankOf(0.99)}: single requests decide these cells.`,
      {
        fewest: Math.min(...n),
        most: Math.max(...n),
        rankOfP98: rankOf(0.98),
        rankOfP99: rankOf(0.99),
      },
    ),
  ];
}

/** A mean that hardly any request comes near. */
export function twoModes({ rows }: Measurement): Said[] {
  return rows.flatMap((row) => {
    const { avgMs, p80Ms, p90Ms } = row;
    if (avgMs === null || p80Ms === null || p90Ms === null || avgMs <= p80Ms) return [];
    return [
      said(
        `The average of ${row.name}, ${grouped(avgMs)} ms, lies above its P80 of ${grouped(p80Ms)} ms: a few slow requests (P90 ${grouped(p90Ms)} ms) carry it, and it describes neither the fast nor the slow ones.`,
        { avgMs, p80Ms, p90Ms },
      ),
    ];
  });
}

function range(values: readonly number[]): string {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`;
}
