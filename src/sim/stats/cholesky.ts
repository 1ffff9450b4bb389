/**
 * Lower triangle L with L L' = `matrix` (symmetric, positive definite, `n` by `n`, row by row); what lies above its diagonal
 * is 0. Throws a RangeError for a matrix that is not positive definite.
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * n + column]!;
      for (let k = 0; k < column; k++) rest -= lower[row * n + k]! * lower[column * n + k]!;
      if (row !== column) lower[row * n + column] = rest / lower[column * n + column]!;
      else if (rest > 0) lower[row * n + row] = Math.sqrt(rest);
      else throw new RangeError(`matrix is not positive definite: pivot ${row} is ${rest}`);
    }
  }
  return lower;
}

/** Overwrites `vectors` (`count` columns of length `n`, row by row) with the solution x of L x = vectors. */
export function solveLower(
  lower: Float64Array,
  n: number,
  vectors: Float64Array,
  count: number,
): void {
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) {
      const factor = lower[row * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < count; j++) {
        vectors[row * count + j] = vectors[row * count + j]! - factor * vectors[k * count + j]!;
      }
    }
    const pivot = lower[row * n + row]!;
    for (let j = 0; j < count; j++) vectors[row * count + j] = vectors[row * count + j]! / pivot;
  }
}

/** Overwrites `vectors` (`count` columns of length `n`, row by row) with the solution x of L' x = vectors. */
export function solveUpper(
  lower: Float64Array,
  n: number,
  vectors: Float64Array,
  count: number,
): void {
  for (let row = n - 1; row >= 0; row--) {
    const pivot = lower[row * n + row]!;
    for (let j = 0; j < count; j++) vectors[row * count + j] = vectors[row * count + j]! / pivot;
    for (let k = 0; k < row; k++) {
      const factor = lower[row * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < count; j++) {
        vectors[k * count + j] = vectors[k * count + j]! - factor * vectors[row * count + j]!;
      }
    }
  }
}
