/** Parts that the sample is cut into: each is predicted from the others. */
const FOLDS = 10;
/** Columns that a prediction may use at most; more would fit chance. */
const MOST_COLUMNS = 3;

/**
 * Share of the variance of `answers` that linear regression on a few of the `columns` explains in parts of the sample that it
 * has not seen, 0..1: an honest estimate of what knowing the columns would remove. Columns are chosen anew for each part.
 */
export function explainedShare(
  answers: readonly number[],
  columns: readonly (readonly number[])[],
): number {
  const n = answers.length;
  let left = 0;
  let whole = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = indicesWhere(n, (i) => i % FOLDS !== fold);
    const unseen = indicesWhere(n, (i) => i % FOLDS === fold);
    const predict = regression(answers, columns, seen);
    const mean = average(seen, (i) => answers[i]!);
    for (const i of unseen) {
      left += (answers[i]! - predict(i)) ** 2;
      whole += (answers[i]! - mean) ** 2;
    }
  }
  return whole === 0 ? 0 : Math.min(1, Math.max(0, 1 - left / whole));
}

/** Forward selection: each column in turn takes what it explains best of what the ones before left over. */
function regression(
  answers: readonly number[],
  columns: readonly (readonly number[])[],
  seen: readonly number[],
): (i: number) => number {
  const mean = average(seen, (i) => answers[i]!);
  let rest = answers.map((value) => value - mean);
  // Columns without what the chosen ones already say.
  let pool = columns.map((column) => {
    const centre = average(seen, (i) => column[i]!);
    return column.map((value) => value - centre);
  });
  const parts: number[][] = [];
  for (let k = 0; k < Math.min(MOST_COLUMNS, columns.length); k++) {
    let best: { readonly column: readonly number[]; readonly gain: number } | null = null;
    for (const column of pool) {
      const norm = dot(seen, column, column);
      if (norm < 1e-9) continue;
      const gain = dot(seen, column, rest) ** 2 / norm;
      if (best === null || gain > best.gain) best = { column, gain };
    }
    // A column has to explain more than chance would: about twice its share of the rest.
    if (best === null || best.gain < (4 * dot(seen, rest, rest)) / seen.length) break;
    const { column } = best;
    const norm = dot(seen, column, column);
    const slope = dot(seen, column, rest) / norm;
    parts.push(column.map((value) => slope * value));
    rest = rest.map((value, i) => value - slope * column[i]!);
    pool = pool.map((other) => {
      const share = dot(seen, other, column) / norm;
      return other.map((value, i) => value - share * column[i]!);
    });
  }
  return (i) => mean + parts.reduce((sum, part) => sum + part[i]!, 0);
}

function dot(at: readonly number[], a: readonly number[], b: readonly number[]): number {
  return at.reduce((sum, i) => sum + a[i]! * b[i]!, 0);
}

function average(at: readonly number[], value: (i: number) => number): number {
  return at.reduce((sum, i) => sum + value(i), 0) / at.length;
}

function indicesWhere(n: number, wanted: (i: number) => boolean): number[] {
  return Array.from({ length: n }, (_, i) => i).filter(wanted);
}
