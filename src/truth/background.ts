import { replicationSeed } from '../sim/kernel/randomStreams.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import { Stack } from '../sim/model/stack.ts';
import type { Observer } from '../sim/observe/observer.ts';
import type { TruthCase } from './case.ts';
import { translate } from './translate.ts';

const PILOT_RUNS = 3;
/** Other work that would keep so many cores busy has always something to run. */
const MOST = 32;
/** Share of the measured use that is near enough: the rig sampled it, and pilot runs scatter. */
const ENOUGH = 0.97;
const STEPS = 7;

/**
 * A case tells how many cores other work has had; a scenario wants to know how many it would have liked. The two differ
 * where the cores were short. The smallest demand that gets as much as was measured, by bisection over a few pilot runs: it
 * inverts what the case says of its surroundings and sees nothing of what was measured of the service.
 */
export function translateWithOthers(truth: TruthCase): Scenario {
  const enough = ENOUGH * truth.others_cores;
  const isEnough = (demand: number): boolean => otherCores(translate(truth, demand)) >= enough;
  let low = truth.others_cores;
  if (isEnough(low)) return translate(truth, low);
  let high = low;
  while (high < MOST && !isEnough(high)) {
    low = high;
    high = Math.min(MOST, high * 2);
  }
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return translate(truth, high);
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
