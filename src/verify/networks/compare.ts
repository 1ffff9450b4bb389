import { parseNetwork } from '../../contract/queue/check.ts';
import { replicationSeed } from '../../sim/kernel/randomStreams.ts';
import { expectedFigures } from '../../sim/lab/expected/expectedFigures.ts';
import { figuresOf } from '../../sim/lab/figures.ts';
import type { QueueNetwork } from '../../sim/lab/network.ts';
import { Replications } from '../../sim/lab/replications.ts';
import { prepare } from '../../sim/lab/study.ts';
import { randomNetwork } from './randomNetwork.ts';

/** A figure of a network of which theory knows the exact value. */
export interface Comparison {
  readonly seed: number;
  readonly figure: string;
  readonly formula: string;
  readonly exact: number;
  readonly simulated: number;
  /** (simulated - exact) / standard error, 0 where the difference is less than a run of this length can tell. */
  readonly z: number;
  readonly inInterval: boolean;
}

const REPLICATIONS = 20;
/** Largest deviation that chance may explain, in standard errors. Of thousands of figures one is beyond 4.5 in a hundred thousand. */
export const LARGEST_Z = 4.5;
/** Runs of this length do not know what is busier. */
const BUSIEST = 0.95;
/** From here on a figure is simulated anew with draws of its own and so many times the runs: chance does not last. */
const DOUBTFUL_Z = 3.5;
const MORE = 8;
/** One job more or less at either end of a run, and what is too rare for it. */
const RESOLUTION = 1e-4;

/** Compares all exact figures of the network that is drawn from `seed`; worse ones after another look. */
export function compareNetwork(seed: number): Comparison[] {
  const network = parseNetwork(randomNetwork(seed));
  const rows = compare(network, seed, replicationSeed(seed, 0), REPLICATIONS);
  if (rows.every(({ z }) => Math.abs(z) <= DOUBTFUL_Z)) return rows;
  const again = compare(network, seed, replicationSeed(seed, 1), MORE * REPLICATIONS);
  return rows.map((row, i) => (Math.abs(row.z) > DOUBTFUL_Z ? again[i]! : row));
}

function compare(
  network: QueueNetwork,
  seed: number,
  runSeed: number,
  replications: number,
): Comparison[] {
  const expected = expectedFigures(network);
  const known = [...expected.values()];
  const tooBusy = known.some(
    ({ figure, value }) => figure.endsWith('.utilisation') && value > BUSIEST,
  );
  if (tooBusy || known.every(({ kind }) => kind !== 'exact')) return [];
  const done = new Replications(prepare(network, runSeed), runSeed);
  while (done.runs.length < replications) done.next();
  return Object.entries(figuresOf(network, done.runs)).flatMap(([figure, estimate]) => {
    const theory = expected.get(figure);
    const { mean, standardError, ci } = estimate;
    if (theory?.kind !== 'exact' || mean === null || ci === null || standardError === null)
      return [];
    const { value, formula } = theory;
    const difference = mean - value;
    const unresolved = Math.abs(difference) <= RESOLUTION * Math.max(Math.abs(value), 0.1);
    return {
      ...{ seed, figure, formula, exact: value, simulated: mean },
      z: unresolved ? 0 : difference / standardError,
      inInterval: unresolved || (ci[0] <= value && value <= ci[1]),
    };
  });
}
