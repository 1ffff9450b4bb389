import { performance } from 'node:perf_hooks';
import { builtInScenario } from '../src/services/builtIns.ts';
import { Stack } from '../src/sim/model/stack.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { RunRecorder } from '../src/sim/observe/runRecorder.ts';
import { replicationSeeds } from '../src/sim/study/trial.ts';
import { createPool } from '../src/workers/pool.ts';
import { labEngine } from './engines/lab.ts';
import { nestedScenario } from './engines/stack.ts';
import { cpuSeconds } from './engines/engine.ts';
import { simulate } from '../src/sim/simulate.ts';
import { atLeast, type Goal } from './goal.ts';
import { type BenchModel, type ClosedModel, models, type NestedModel } from './models.ts';
import { inTurns, middle } from './turns.ts';

export interface Scaling {
  /** Replications per s of wall time by number of threads. */
  readonly replicationsPerSecond: Readonly<Record<number, number>>;
  /** Events per s by number of users. */
  readonly lab: Readonly<Record<number, number>>;
  readonly stack: Readonly<Record<number, number>>;
  readonly goals: readonly Goal[];
}

const FEW = 500;
const MANY = 50_000;
/** Turns that each of those compared has; the median counts. */
const ROUNDS = 5;

/** How speed holds up with more threads, and with more users at the same load per server. */
export async function measureScaling(size: number): Promise<Scaling> {
  const threads = await throughputs([1, 2], size);
  const lab = await compare([FEW, MANY], (users) => labEventsPerSecond(users, size));
  const stack = await compare([FEW, MANY], (users) => stackEventsPerSecond(users, size));
  return {
    replicationsPerSecond: threads.speeds,
    lab: lab.speeds,
    stack: stack.speeds,
    goals: [
      atLeast('replications per s with 2 threads against 1', threads.ratio, 1.8, 'x'),
      atLeast(`S2: events per s at ${MANY} users against ${FEW}`, lab.ratio, 0.5, 'x'),
      atLeast(
        `S3 on the web stack: events per s at ${MANY} users against ${FEW}`,
        stack.ratio,
        0.5,
        'x',
      ),
    ],
  };
}

interface Comparison {
  /** Medians, by what is compared. */
  readonly speeds: Readonly<Record<number, number>>;
  /** Median of the second over the first, turn by turn: the machine changes its speed less from one turn to the next. */
  readonly ratio: number;
}

async function compare(
  subjects: readonly [number, number],
  speed: (subject: number) => number | Promise<number>,
): Promise<Comparison> {
  const [first, second] = await inTurns(subjects, ROUNDS, speed);
  return {
    speeds: { [subjects[0]]: middle(first!, Number), [subjects[1]]: middle(second!, Number) },
    ratio: middle(
      second!.map((value, turn) => value / first![turn]!),
      Number,
    ),
  };
}

/** Replications per s of wall time by pools of so many threads, once they are warm. */
async function throughputs(threads: readonly [number, number], size: number): Promise<Comparison> {
  const scenario = withSettings(builtInScenario('nov8')!, { 'run.users': 500 });
  const pools = new Map(threads.map((count) => [count, createPool({ threads: count })]));
  const count = Math.max(40, Math.round(200 * size));
  const perSecond = async (of: number): Promise<number> => {
    const begun = performance.now();
    await pools.get(of)!.run([{ scenario, seeds: replicationSeeds(1, count) }], {
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    return (1000 * count) / (performance.now() - begun);
  };
  try {
    await inTurns(threads, 1, perSecond);
    return await compare(threads, perSecond);
  } finally {
    await Promise.all([...pools.values()].map((pool) => pool.close()));
  }
}

function labEventsPerSecond(users: number, size: number): number {
  const s2 = models.find(({ id }) => id === 'S2')!;
  const shape = s2.shape as ClosedModel;
  const model: BenchModel = {
    ...s2,
    shape: { ...shape, users, servers: (shape.servers * users) / shape.users },
  };
  const { events, seconds } = labEngine.run(model, s2.jobs * size, 1);
  return events / seconds;
}

function stackEventsPerSecond(users: number, size: number): number {
  const s3 = models.find(({ id }) => id === 'S3')!;
  const shape = s3.shape as NestedModel;
  const scale = users / shape.users;
  const scenario = nestedScenario(
    { ...shape, users, workers: shape.workers * scale, connections: shape.connections * scale },
    (s3.jobs * size) / (scale * 98),
  );
  simulate(scenario, 1);
  const stack = new Stack(scenario, 2, new RunRecorder(1, scenario.run.run_time_s));
  const seconds = cpuSeconds(() => stack.advance(scenario.run.run_time_s, Infinity));
  return stack.machine.events.fired / seconds;
}
