import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { builtInScenario } from '../src/services/builtIns.ts';
import { Stack } from '../src/sim/model/stack.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { RunRecorder } from '../src/sim/observe/runRecorder.ts';
import { workloadsOf } from '../src/sim/study/gapVariants.ts';
import { cpuSeconds } from './engines/engine.ts';
import { below, type Goal } from './goal.ts';

const HOUR = 3600;
const USERS = 250;

export interface Endurance {
  readonly hours: number;
  readonly requests: number;
  readonly events: number;
  readonly seconds: number;
  /** MB in use after a garbage collection, after the first hour and at the end. */
  readonly memoryMb: readonly [afterAnHour: number, atTheEnd: number];
  readonly goals: readonly Goal[];
}

/** A day of looping users in one replication. */
export function endure(hours: number): Endurance {
  const nov8 = withSettings(builtInScenario('nov8')!, {
    'run.users': USERS,
    'run.run_time_s': hours * HOUR,
  });
  const { settings } = workloadsOf(nov8).find(({ workload }) => workload === 'repaired')!;
  const scenario = withSettings(nov8, settings);
  const recorder = new RunRecorder(Object.keys(scenario.endpoints).length, hours * HOUR);
  const stack = new Stack(scenario, 1, recorder);
  let afterAnHour = 0;
  const seconds = cpuSeconds(() => {
    stack.advance(HOUR, Infinity);
    afterAnHour = memoryMb();
    stack.advance(hours * HOUR, Infinity);
  });
  const atTheEnd = memoryMb();
  const requests = recorder.endpoints.reduce((sum, { times }) => sum + times.count, 0);
  return {
    hours,
    requests,
    events: stack.machine.events.fired,
    seconds,
    memoryMb: [afterAnHour, atTheEnd],
    goals: [
      below(`${hours} h at ${USERS} looping users`, seconds, (90 * hours) / 24, ' s'),
      below('memory at the end against that after an hour', atTheEnd / afterAnHour, 1.1, 'x'),
    ],
  };
}

/** MB that are in use once everything that can be is collected. */
function memoryMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
