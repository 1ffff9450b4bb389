import type { Scenario } from '../../sim/model/scenario.ts';

/** Core numbers for `taskset`, such as `0-1`; null: all of them. */
export interface Cores {
  readonly web: string | null;
  readonly postgres: string | null;
}

/**
 * Which cores of a machine with `available` ones each program may use: those that the scenario gives it, PostgreSQL those of
 * the web server or its own. Where they do not suffice, everybody has all.
 */
export function coresOf({ web, postgres }: Scenario, available: number): Cores {
  const own = postgres.cpu_cores ?? 0;
  const until = web.cpu_cores + own;
  const isPossible = Number.isInteger(web.cpu_cores) && Number.isInteger(own) && until <= available;
  if (!isPossible || web.cpu_cores === available) return { web: null, postgres: null };
  const webCores = range(0, web.cpu_cores);
  return { web: webCores, postgres: own === 0 ? webCores : range(web.cpu_cores, until) };
}

function range(from: number, until: number): string {
  return until - from === 1 ? String(from) : `${from}-${until - 1}`;
}
