import { solveLinear } from './linearSystem.ts';

export interface NestedPossession {
  readonly throughput: number;
  readonly meanResponseS: number;
  /** Share of the outer servers that are taken, those whose job waits or is served inside included. */
  readonly outerUtilisation: number;
  readonly innerUtilisation: number;
  readonly meanWaitingOutside: number;
  readonly meanWaitingInside: number;
}

/** Users and servers of a system with nested possession; all times exponential with these means, s. */
export interface NestedSystem {
  readonly users: number;
  readonly thinkS: number;
  readonly outerServers: number;
  readonly outerS: number;
  readonly innerServers: number;
  readonly innerS: number;
}

/**
 * Closed system with nested possession, exactly: a user thinks, takes an outer server (a worker) for a first phase, then
 * waits for an inner server (a connection) with the outer one in hand, and gives both back after the second phase.
 *
 * Stationary solution of the Markov chain on (jobs present, jobs in the second phase) by reduction of its levels: from the top
 * down, level n is the row vector of level n - 1 times a matrix R(n).
 * Source: G. Latouche and V. Ramaswami, Introduction to Matrix Analytic Methods (1999), chapter 12 (linear level reduction).
 */
export function nestedPossession(system: NestedSystem): NestedPossession {
  const { users, thinkS, outerServers, innerServers, outerS, innerS } = system;
  const held = (n: number): number => Math.min(n, outerServers);
  const arrive = (n: number): number => (users - n) / thinkS;
  const advance = (n: number, d: number): number => (held(n) - d) / outerS;
  const finish = (d: number): number => Math.min(d, innerServers) / innerS;

  /** What leaves the states of level n, less what comes back from above, transposed. */
  const levels: number[][][] = [];
  let above: number[][] | null = null;
  for (let n = users; n >= 1; n--) {
    const size = held(n) + 1;
    const matrix = Array.from({ length: size }, (_, d) => {
      const row = Array.from({ length: size }, () => 0);
      row[d] = arrive(n) + advance(n, d) + finish(d);
      if (d > 0) row[d - 1] = -advance(n, d - 1);
      return row;
    });
    if (above !== null) {
      // Up with R(n+1), down by an end of the second phase: to (n, d) from (n+1, d+1).
      for (let d = 0; d < size && d + 1 <= held(n + 1); d++) {
        for (let from = 0; from < size; from++) {
          matrix[d]![from] = matrix[d]![from]! - above[from]![d + 1]! * finish(d + 1);
        }
      }
    }
    const rows: number[][] = [];
    for (let from = 0; from <= held(n - 1); from++) {
      rows.push(
        solveLinear(
          matrix,
          matrix.map((_, d) => (d === from ? arrive(n - 1) : 0)),
        ),
      );
    }
    levels[n] = rows;
    above = rows;
  }

  const sums = { all: 1, present: 0, held: 0, busyInside: 0, waitingInside: 0 };
  let level = [1];
  for (let n = 1; n <= users; n++) {
    const rows = levels[n]!;
    const previous = level;
    level = rows[0]!.map((_, d) => previous.reduce((sum, p, from) => sum + p * rows[from]![d]!, 0));
    for (const [d, p] of level.entries()) {
      sums.all += p;
      sums.present += p * n;
      sums.held += p * held(n);
      sums.busyInside += p * Math.min(d, innerServers);
      sums.waitingInside += p * Math.max(0, d - innerServers);
    }
    // An empty system is next to impossible with many users: begin anew before the weights overflow.
    if (sums.all > 1e200) {
      for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] /= 1e200;
      level = level.map((p) => p / 1e200);
    }
  }
  const throughput = sums.busyInside / sums.all / innerS;
  return {
    throughput,
    meanResponseS: users / throughput - thinkS,
    outerUtilisation: sums.held / sums.all / outerServers,
    innerUtilisation: sums.busyInside / sums.all / innerServers,
    meanWaitingOutside: (sums.present - sums.held) / sums.all,
    meanWaitingInside: sums.waitingInside / sums.all,
  };
}
