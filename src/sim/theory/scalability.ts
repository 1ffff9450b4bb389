import { solveLinear } from './linearSystem.ts';

/** Universal Scalability Law: X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1)). */
export interface ScalabilityLaw {
  /** Throughput of one user or server, per s. */
  readonly gamma: number;
  /** Contention: the share that is done one after the other, >= 0. */
  readonly alpha: number;
  /** Coherence: what grows with every pair, >= 0. */
  readonly beta: number;
  /** N of the largest throughput; Infinity without coherence costs. */
  readonly peak: number;
}

/** A measured throughput, per s, at `n` users or servers; both above 0. */
export interface ThroughputAt {
  readonly n: number;
  readonly throughput: number;
}

/**
 * The law that fits measured throughputs best, by relative squares on N/X, which is linear in the parameters; a parameter
 * that would be negative is 0. Needs as many different `n` as parameters, so three. Throws a RangeError for fewer.
 * Source: N. J. Gunther, Guerrilla Capacity Planning (2007), chapters 4 and 5.
 */
export function fitScalability(points: readonly ThroughputAt[]): ScalabilityLaw {
  if (new Set(points.map(({ n }) => n)).size < 3) {
    throw new RangeError('a scalability law needs throughputs at three different loads or more');
  }
  // In order of freedom: the first whose costs are not negative, of the largest that fit.
  const candidates = [[1, 2], [1], [2], []]
    .map((costs) => fit(points, costs))
    .filter(({ terms }) => terms[0]! > 0 && terms[1]! >= 0 && terms[2]! >= 0)
    .sort((a, b) => a.misfit - b.misfit);
  const [base, contention, coherence] = candidates[0]!.terms as [number, number, number];
  const alpha = contention / base;
  const beta = coherence / base;
  return {
    gamma: 1 / base,
    alpha,
    beta,
    peak: beta === 0 ? Infinity : Math.sqrt(Math.max(0, 1 - alpha) / beta),
  };
}

/** Throughput at `n`, per s. */
export function scaledThroughput({ gamma, alpha, beta }: ScalabilityLaw, n: number): number {
  return (gamma * n) / (1 + alpha * (n - 1) + beta * n * (n - 1));
}

function fit(
  points: readonly ThroughputAt[],
  costs: readonly number[],
): { terms: number[]; misfit: number } {
  const used = [0, ...costs];
  const rows = points.map(({ n, throughput }) => {
    const terms = [1, n - 1, n * (n - 1)];
    // Divided by N/X, so that every point counts by its relative error.
    return used.map((term) => (terms[term]! * throughput) / n);
  });
  const matrix = used.map((_, i) =>
    used.map((_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  const right = used.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0));
  const solution = solveLinear(matrix, right);
  const terms = [0, 0, 0];
  for (const [i, term] of used.entries()) terms[term] = solution[i]!;
  const misfit = rows.reduce(
    (sum, row) => sum + (row.reduce((value, x, i) => value + x * solution[i]!, 0) - 1) ** 2,
    0,
  );
  return { terms, misfit };
}
