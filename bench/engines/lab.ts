import { inlineAsUsual, inlineMore } from '../../src/inlining.ts';
import type { Distribution } from '../../src/sim/distributions/distribution.ts';
import type { QueueNetwork } from '../../src/sim/lab/network.ts';
import { runLong } from '../../src/sim/lab/runNetwork.ts';
import { SpareBlocks } from '../../src/sim/stats/spareBlocks.ts';
import { jobClass, network, station, visit } from '../../src/sim/lab/testing.ts';
import type { BenchModel } from '../models.ts';
import {
  BATCHES,
  compileFirst,
  cpuSeconds,
  type Engine,
  type EngineRun,
  fromInterval,
} from './engine.ts';

/** Batches that `runLong` cuts its run into. */
const LONG_RUN_BATCHES = 32;

/** As in a study, one run takes over the memory of the one before. */
const spare = new SpareBlocks();

/** The queueing laboratory: networks as data on Plimsoll's kernel, with all its statistics. */
export const labEngine = {
  name: 'Plimsoll',
  jobShare: 1,
  missing: null,
  run(model: BenchModel, jobs: number, seed: number): EngineRun {
    inlineMore();
    const net = networkOf(model);
    const warmUp = Math.floor(jobs / BATCHES);
    compileFirst(jobs, (few) => runLong(net, seed, few, warmUp, spare));
    let run: ReturnType<typeof runLong>;
    const seconds = cpuSeconds(() => {
      run = runLong(net, seed, jobs - warmUp, warmUp, spare);
    });
    inlineAsUsual();
    const { meanResponse, ci, events } = run!;
    return {
      jobs,
      events,
      seconds,
      response: fromInterval({ mean: meanResponse, ci }, LONG_RUN_BATCHES),
    };
  },
} satisfies Engine;

/** A model of the bench as a network. */
export function networkOf({ shape }: BenchModel): QueueNetwork {
  switch (shape.kind) {
    case 'open':
      return openNetwork(shape.interarrival, shape.service, 1);
    case 'closed':
      return closedNetwork(shape.users, shape.think, shape.servers, shape.service);
    case 'nested':
      return network(
        { workers: station(shape.workers), connections: station(shape.connections) },
        {
          jobs: jobClass(
            { population: shape.users, think: exponential(shape.think) },
            {
              compute: visit('workers', exponential(shape.cpu), { hold: true, next: 'query' }),
              query: visit('connections', exponential(shape.held), { release: ['workers'] }),
            },
          ),
        },
      );
  }
}

/** M/M/c; times in s. */
export function openNetwork(interarrival: number, service: number, servers: number): QueueNetwork {
  return network(
    { pool: station(servers) },
    {
      jobs: jobClass(
        { interarrival: exponential(interarrival) },
        { serve: visit('pool', exponential(service)) },
      ),
    },
  );
}

/** Closed M/M/c//N; times in s. */
export function closedNetwork(
  users: number,
  think: number,
  servers: number,
  service: number,
): QueueNetwork {
  return network(
    { pool: station(servers) },
    {
      jobs: jobClass(
        { population: users, think: exponential(think) },
        { serve: visit('pool', exponential(service)) },
      ),
    },
  );
}

function exponential(mean_s: number): Distribution {
  return { exponential: { mean_s } };
}
