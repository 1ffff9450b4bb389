import { LEAVE, type QueueNetwork } from '../network.ts';
import { probabilityOf, visitCounts } from '../traffic.ts';
import type { Expected } from './expected.ts';
import { quantilesOfResponse } from './quantiles.ts';

/** What is known of the classes from what `known` says of their visits: a job takes as long as all its visits together. */
export function journeys(
  { classes }: QueueNetwork,
  known: ReadonlyMap<string, Expected>,
): Expected[] {
  return Object.entries(classes).flatMap(([className, jobClass]) => {
    const path = `classes.${className}`;
    return figuresOf(
      path,
      Object.entries(visitCounts(jobClass)).map(([name, count]) => ({
        count,
        leaves: probabilityOf(jobClass.visits[name]!.next, LEAVE),
        of: (figure) => known.get(`${path}.visits.${name}.${figure}`),
      })),
    );
  });
}

interface Leg {
  /** Times that a job makes this visit in the mean. */
  readonly count: number;
  /** Share of those served here that leave the network then. */
  readonly leaves: number;
  readonly of: (figure: string) => Expected | undefined;
}

function figuresOf(path: string, legs: readonly Leg[]): Expected[] {
  const lossy = (figure: string): Leg[] => legs.filter(({ of }) => of(figure) !== undefined);
  const lost = lossy('lossProbability');
  const reneged = lossy('renegeProbability');
  const served = legs.every(({ of }) => of('throughput_per_s') !== undefined);
  const single = legs.length === 1 && legs[0]!.leaves === 1;
  const leaves = legs.filter((leg) => leg.leaves > 0);
  return [
    ...total(`${path}.throughput_per_s`, leaves, 'throughput_per_s', (leg) => leg.leaves),
    ...total(`${path}.meanInSystem`, legs, 'meanInStation', () => 1),
    // Who is not lost on the way may have had it quicker until then.
    ...(single || lost.length + reneged.length === 0
      ? total(`${path}.meanResponse_s`, legs, 'meanVisit_s', ({ count }) => count)
      : []),
    ...(served
      ? [
          ...total(`${path}.lossProbability`, lost, 'lossProbability', ({ count }) => count),
          ...total(`${path}.renegeProbability`, reneged, 'renegeProbability', ({ count }) => count),
        ]
      : []),
    ...(single
      ? quantilesOfResponse.flatMap(([ofVisit, ofClass]) =>
          total(`${path}.${ofClass}`, legs, ofVisit, () => 1),
        )
      : []),
  ];
}

/** The sum of a figure of `legs`, each times its weight; nothing unless it is known of all of them. */
function total(
  figure: string,
  legs: readonly Leg[],
  name: string,
  weight: (leg: Leg) => number,
): Expected[] {
  const parts = legs.map((leg) => leg.of(name));
  const known = parts.filter((part) => part !== undefined);
  const [first] = known;
  if (first === undefined || known.length < parts.length) return [];
  const alike = known.every(({ formula }) => formula === first.formula);
  return [
    {
      figure,
      value: known.reduce((sum, { value }, i) => sum + value * weight(legs[i]!), 0),
      formula: alike ? first.formula : 'sum over visits',
      kind: known.every(({ kind }) => kind === 'exact') ? 'exact' : 'approximate',
    },
  ];
}
