import { replicationSeed } from '../sim/kernel/randomStreams.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import { Stack } from '../sim/model/stack.ts';
import type { Observer } from '../sim/observe/observer.ts';
import type { TruthCase } from './case.ts';
import { translate } from './translate.ts';

const PILOT_RUNS = 3;
/** Other work that would keep so many cores busy has always something to run. */
const MOST = 32;
/** Near enough, cores. */
const ENOUGH = 0.01;

/**
 * A case tells how many cores other work has had; a scenario wants to know how many it would have liked. The two differ
 * where the cores were short. The smallest demand that gets as much as was measured, by bisection over a few pilot runs: it
 * inverts what the case says of its surroundings and sees nothing of what was measured of the service.
 */
export function translateWithOthers(truth: TruthCase): Scenario {
  const { others_cores } = truth;
  let low = others_cores;
  let high = MOST;
  let scenario = translate(truth, low);
  // Where the cores were free anyway, nothing needs to be found out.
  while (low > ENOUGH && high - low > 0.02 * low && otherCores(scenario) < others_cores - ENOUGH) {
    const middle = high === MOST ? Math.min(MOST, low * 1.5) : (low + high) / 2;
    const tried = translate(truth, middle);
    if (otherCores(tried) < others_cores - ENOUGH) {
      low = middle;
      scenario = tried;
      if (middle === MOST) break;
    } else {
      high = middle;
      scenario = high - low > 0.02 * low ? scenario : tried;
    }
  }
  return scenario;
}

/** Cores that other work had on average. */
function otherCores(scenario: Scenario): number {
  const { run_time_s } = scenario.run;
  let sum = 0;
  for (let i = 0; i < PILOT_RUNS; i++) {
    const stack = new Stack(scenario, replicationSeed(0, i), blind);
    stack.advance(run_time_s, Infinity);
    sum += stack.machine.webCpus[0]!.backgroundAt(run_time_s) / run_time_s;
  }
  return sum / PILOT_RUNS;
}

const blind: Observer = {
  requestEnded() {},
  requestUnfinished() {},
  errorLogged() {},
  slotsChanged() {},
};
