import { studentQuantile } from '../src/sim/stats/studentT.ts';
import { Apart } from './engines/apart.ts';
import { cppEngine } from './engines/cpp.ts';
import { BATCHES, type Engine, type EngineRun } from './engines/engine.ts';
import { labEngine } from './engines/lab.ts';
import { simjsEngine } from './engines/simjs.ts';
import { simpyEngine } from './engines/simpy.ts';
import { stackEngine } from './engines/stack.ts';
import { atLeast, type Goal } from './goal.ts';
import { type BenchModel, models } from './models.ts';
import { inTurns, middle } from './turns.ts';

/**
 * All engines that agree are found to agree in 999 of 1,000 benches: 95 % intervals would part by luck in most of them,
 * because there are some thirty comparisons.
 */
const FALSE_ALARMS = 0.001;
const COMPARISONS = 30;
const tolerated = studentQuantile(1 - FALSE_ALARMS / (2 * COMPARISONS), BATCHES - 2);
/** The median of so many runs counts; seeds differ. */
export const RUNS = 5;

export interface EngineFigures {
  readonly jobs: number;
  readonly jobsPerSecond: number;
  readonly eventsPerSecond: number;
  /** s, with its 95 % interval. */
  readonly meanResponse: number;
  readonly ci: readonly [number, number];
}

export interface EngineTable {
  readonly models: Readonly<Record<string, ModelFigures>>;
  /** Why engines are not there. */
  readonly missing: readonly string[];
  /** Pairs of means that are too far apart. */
  readonly disagreements: readonly string[];
  readonly goals: readonly Goal[];
}

interface ModelFigures {
  readonly title: string;
  readonly exactMeanResponse: number;
  readonly engines: Readonly<Record<string, EngineFigures>>;
}

/** All engines on all models, `size` (0..1) times as many jobs as these have. */
export async function compareEngines(size: number, seed: number): Promise<EngineTable> {
  const cpp = cppEngine();
  const processes = new Apart();
  const [lab, stack, simjs] = [labEngine, stackEngine, simjsEngine].map((engine) =>
    processes.apart(engine),
  );
  try {
    const engines = [lab!, stack!, cpp, simpyEngine(), simjs!];
    const present = engines.filter(({ missing }) => missing === null);
    const rows: { readonly model: BenchModel; readonly runs: readonly Ran[] }[] = [];
    for (const model of models)
      rows.push({ model, runs: await medianRuns(present, model, size, seed) });
    return {
      models: Object.fromEntries(
        rows.map(({ model, runs }) => [
          model.id,
          {
            title: model.title,
            exactMeanResponse: model.exactMeanResponse,
            engines: Object.fromEntries(
              runs.map(({ engine, run }) => [engine.name, figuresOf(run)]),
            ),
          },
        ]),
      ),
      missing: engines.flatMap(({ name, missing }) =>
        missing === null ? [] : [`${name}: ${missing}`],
      ),
      disagreements: rows.flatMap(({ model, runs }) => disagreements(model, runs)),
      goals: rows.flatMap(({ model, runs }) => goalsOf(model, runs)),
    };
  } finally {
    processes.close();
    cpp.close();
  }
}

interface Ran {
  readonly engine: Engine;
  readonly run: EngineRun;
}

async function medianRuns(
  engines: readonly Engine[],
  model: BenchModel,
  size: number,
  seed: number,
): Promise<Ran[]> {
  const runs = await inTurns(engines, RUNS, (engine, round) =>
    engine.run(model, Math.floor(model.jobs * engine.jobShare * size), seed + round),
  );
  return engines.flatMap((engine, i) => {
    const present = runs[i]!.filter((run) => run !== null);
    return present.length === 0 ? [] : [{ engine, run: middle(present, speed) }];
  });
}

function speed({ jobs, seconds }: EngineRun): number {
  return jobs / seconds;
}

function figuresOf(run: EngineRun): EngineFigures {
  return {
    jobs: run.jobs,
    jobsPerSecond: Math.round(speed(run)),
    eventsPerSecond: Math.round(run.events / run.seconds),
    meanResponse: run.response.mean,
    ci: run.response.ci,
  };
}

/** Each engine against every other one and against the exact value. */
function disagreements(model: BenchModel, runs: readonly Ran[]): string[] {
  const means = [
    ...runs.map(({ engine, run }) => ({ name: engine.name, ...run.response })),
    { name: 'the exact value', mean: model.exactMeanResponse, standardError: 0 },
  ];
  return means.flatMap((a, i) =>
    means.slice(i + 1).flatMap((b) => {
      const errors = Math.abs(a.mean - b.mean) / Math.hypot(a.standardError, b.standardError);
      return errors <= tolerated
        ? []
        : [
            `${model.id}: mean response of ${a.name}, ${a.mean} s, and ${b.name}, ${b.mean} s, are ${errors.toFixed(1)} standard errors apart`,
          ];
    }),
  );
}

/** Shares of the C++ loop's speed that are to be reached at least. */
const shareOfCpp: Readonly<Record<string, number>> = { S1: 0.2, S2: 0.35, S3: 0.35 };

function goalsOf({ id }: BenchModel, runs: readonly Ran[]): Goal[] {
  const found = (start: string): EngineRun | undefined =>
    runs.find(({ engine }) => engine.name.startsWith(start))?.run;
  const ours = runs.find(({ engine }) => engine.name === labEngine.name)!.run;
  const stack = found(stackEngine.name);
  const against = (start: string, least: number): Goal[] => {
    const peer = found(start);
    return peer === undefined
      ? []
      : [atLeast(`${id}: jobs per s against ${start}`, speed(ours) / speed(peer), least, 'x')];
  };
  return [
    ...against('SimPy', 25),
    ...against('simjs', 8),
    ...against('C++ loop', shareOfCpp[id]!),
    ...(stack === undefined
      ? []
      : [atLeast(`${id}: events per s of the web stack`, stack.events / stack.seconds, 1.5e6)]),
  ];
}
