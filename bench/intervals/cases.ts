import { compile } from '../../src/sim/lab/compile.ts';
import type { QueueNetwork } from '../../src/sim/lab/network.ts';
import { runCompiled, runLong } from '../../src/sim/lab/runNetwork.ts';
import { replicationSeed } from '../../src/sim/kernel/randomStreams.ts';
import type { ClassRun } from '../../src/sim/lab/results.ts';
import { estimate } from '../../src/sim/stats/estimate.ts';
import { pooledQuantiles } from '../../src/sim/stats/pooledQuantiles.ts';
import { closedMmc } from '../../src/sim/theory/closedMmc.ts';
import { mm1, mmc, mmcResponseQuantileS } from '../../src/sim/theory/mmc.ts';
import { closedNetwork, openNetwork } from '../engines/lab.ts';

/** An interval that the product shows, on a model whose answer is known. */
export interface CoverageCase {
  readonly model: string;
  readonly figure: string;
  readonly method: string;
  /** s */
  readonly exact: number;
  /** The 95 % interval that a study under `seed` would show. */
  interval(seed: number): readonly [number, number];
}

const REPLICATIONS = 20;
/** Jobs in each replication, after those of the warm-up; a long run has as many as a study of replications. */
const JOBS = 6000;
const WARM_UP = 2000;

const models = [
  {
    name: 'M/M/1, busy 80 %',
    network: openNetwork(1 / 0.8, 1, 1),
    exactMean: mm1(0.8, 1).meanResponseS,
    exactP95: mmcResponseQuantileS(0.8, 1, 1, 0.95),
  },
  {
    name: 'M/M/4, busy 80 %',
    network: openNetwork(1 / 3.2, 1, 4),
    exactMean: mmc(3.2, 1, 4).meanResponseS,
    exactP95: null,
  },
  {
    name: 'closed M/M/5//50',
    network: closedNetwork(50, 5, 5, 0.5),
    exactMean: closedMmc(50, 5, 0.5, 5).meanResponseS,
    exactP95: null,
  },
] as const;

export const cases: readonly CoverageCase[] = models.flatMap(
  ({ name, network, exactMean, exactP95 }) => [
    {
      model: name,
      figure: 'mean response',
      method: `Student, ${REPLICATIONS} replications`,
      exact: exactMean,
      interval: (seed) => meanResponse(network, seed),
    },
    ...(exactP95 === null
      ? []
      : [
          {
            model: name,
            figure: 'P95 of response',
            method: `Student, ${REPLICATIONS} replications`,
            exact: exactP95,
            interval: (seed: number) => p95Response(network, seed),
          },
        ]),
    {
      model: name,
      figure: 'mean response',
      method: 'batch means, one long run',
      exact: exactMean,
      interval: (seed) => runLong(network, seed, JOBS * REPLICATIONS, WARM_UP).ci,
    },
  ],
);

/** The runs of a study under `seed`. */
function replications(network: QueueNetwork, seed: number): readonly ClassRun[] {
  const compiled = compile(network);
  const limits = { warmUp: WARM_UP, exits: JOBS, until: Infinity };
  return Array.from(
    { length: REPLICATIONS },
    (_, i) => runCompiled(compiled, replicationSeed(seed, i), limits).classes['jobs']!,
  );
}

function meanResponse(network: QueueNetwork, seed: number): readonly [number, number] {
  return estimate(replications(network, seed).map(({ meanResponse_s }) => meanResponse_s)).ci!;
}

function p95Response(network: QueueNetwork, seed: number): readonly [number, number] {
  const runs = replications(network, seed).map(({ responses }) => responses);
  return estimate(pooledQuantiles(runs, [0.95])[0]!).ci!;
}
