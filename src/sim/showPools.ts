import type { Scenario } from './model/scenario.ts';
import type { PoolRow } from './model/pgbouncer/showPool.ts';
import type { StatsRow } from './model/pgbouncer/poolCounters.ts';
import { Stack } from './model/stack.ts';
import type { Observer } from './observe/observer.ts';

/** What the admin consoles of all PgBouncer processes would answer at one instant, a row for each process. */
export interface PoolerState {
  readonly pools: readonly PoolRow[];
  readonly stats: readonly StatsRow[];
}

/**
 * `SHOW POOLS` and `SHOW STATS` (semantics B21, B22) at `second` s after the first spawn in the run of `scenario` under
 * `seed`; both are empty without a PgBouncer.
 */
export function showPoolsAt(scenario: Scenario, seed: number, second: number): PoolerState {
  const stack = new Stack(scenario, seed, nobody);
  stack.advance(second, Infinity);
  return { pools: stack.showPools(second), stats: stack.showStats(second) };
}

const nobody: Observer = {
  requestEnded() {},
  requestUnfinished() {},
  errorLogged() {},
  slotsChanged() {},
};
