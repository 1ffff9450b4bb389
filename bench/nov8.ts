import { builtInScenario } from '../src/services/builtIns.ts';
import { applicableFixes } from '../src/services/questions.ts';
import type { Scenario } from '../src/sim/model/scenario.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { simulate } from '../src/sim/simulate.ts';
import { variantsOf, workloadsOf } from '../src/sim/study/gapVariants.ts';
import { cpuSeconds } from './engines/engine.ts';
import { below, type Goal } from './goal.ts';
import { middle } from './turns.ts';

const RUNS = 9;
const WARM_MS = 1000;

/** CPU ms of one replication, the median of several once warm. */
export interface Timing {
  readonly what: string;
  readonly msPerReplication: number;
  readonly events: number;
}

/** Times replications of the load test of 8 November, as it was and as it may become. */
export function timeNov8(): {
  readonly timings: readonly Timing[];
  readonly goals: readonly Goal[];
} {
  const nov8 = builtInScenario('nov8')!;
  const many = withSettings(nov8, { 'run.users': 500 });
  const asTested = timing('100 users, 120 s, as tested', nov8);
  const fiveHundred = timing('500 users, the same journeys', many);
  const repaired = workloadsOf(many).find(({ workload }) => workload === 'repaired')!;
  const looping = variantsOf(applicableFixes(nov8).fixes).map(({ fix, mode, settings }) =>
    timing(
      `500 looping users, ${fix === null ? 'as it is' : `${fix.label}, ${mode}`}`,
      withSettings(many, { ...repaired.settings, ...settings }),
    ),
  );
  const slowest = looping.reduce((a, b) => (b.msPerReplication > a.msPerReplication ? b : a));
  return {
    timings: [asTested, fiveHundred, ...looping],
    goals: [
      below(asTested.what, asTested.msPerReplication, 10, ' ms'),
      below(fiveHundred.what, fiveHundred.msPerReplication, 40, ' ms'),
      below(`the slowest of all: ${slowest.what}`, slowest.msPerReplication, 250, ' ms'),
    ],
  };
}

function timing(what: string, scenario: Scenario): Timing {
  let events = 0;
  // V8 goes on compiling for a while, in threads whose time counts as well.
  const warm = performance.now() + WARM_MS;
  for (let seed = 1; performance.now() < warm; seed++) simulate(scenario, seed);
  const times = Array.from({ length: RUNS }, (_, i) =>
    cpuSeconds(() => {
      events = simulate(scenario, 100 + i).events;
    }),
  );
  return { what, msPerReplication: middle(times, Number) * 1000, events };
}
