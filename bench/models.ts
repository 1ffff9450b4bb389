import { closedMmc } from '../src/sim/theory/closedMmc.ts';

/** The models that every engine runs. Times in s; all of them exponential. */
export interface OpenModel {
  readonly kind: 'open';
  readonly interarrival: number;
  readonly service: number;
}

/** Users think, then hold one of `servers`. */
export interface ClosedModel {
  readonly kind: 'closed';
  readonly users: number;
  readonly think: number;
  readonly servers: number;
  readonly service: number;
}

/** Users think, take one of `workers`, compute, and hold one of `connections` while the worker is held. */
export interface NestedModel {
  readonly kind: 'nested';
  readonly users: number;
  readonly think: number;
  readonly workers: number;
  readonly cpu: number;
  readonly connections: number;
  readonly held: number;
}

export interface BenchModel {
  readonly id: 'S1' | 'S2' | 'S3';
  readonly title: string;
  readonly jobs: number;
  /** Firings of timed events: what each engine has to do for a job, however it does it. */
  readonly eventsPerJob: number;
  readonly shape: OpenModel | ClosedModel | NestedModel;
  /** s */
  readonly exactMeanResponse: number;
}

export const models: readonly BenchModel[] = [
  {
    id: 'S1',
    title: 'M/M/1, busy 90 %',
    jobs: 1_000_000,
    eventsPerJob: 2,
    shape: { kind: 'open', interarrival: 1 / 0.9, service: 1 },
    exactMeanResponse: 1 / (1 - 0.9),
  },
  {
    id: 'S2',
    title: 'closed M/M/20//500',
    jobs: 1_000_000,
    eventsPerJob: 2,
    shape: { kind: 'closed', users: 500, think: 5, servers: 20, service: 0.2 },
    exactMeanResponse: closedMmc(500, 5, 0.2, 20).meanResponseS,
  },
  {
    id: 'S3',
    title: 'nested possession, 500 users',
    jobs: 500_000,
    eventsPerJob: 3,
    shape: {
      kind: 'nested',
      users: 500,
      think: 5,
      workers: 32,
      cpu: 0.02,
      connections: 20,
      held: 0.08,
    },
    // Stationary solution of the Markov chain of (jobs at a worker, of those with a connection), solved numerically.
    exactMeanResponse: 0.1000011176,
  },
];

/** A model's numbers in the order in which the peers take them on their command lines. */
export function numbersOf({ shape }: BenchModel): readonly number[] {
  switch (shape.kind) {
    case 'open':
      return [shape.interarrival, shape.service];
    case 'closed':
      return [shape.users, shape.think, shape.servers, shape.service];
    case 'nested': {
      const { users, think, workers, cpu, connections, held } = shape;
      return [users, think, workers, cpu, connections, held];
    }
  }
}
