import { describe, expect, test } from 'vitest';
import { cholesky, solveLower, solveUpper } from './cholesky.ts';

const matrix = Float64Array.of(4, 2, 2, 2, 5, 3, 2, 3, 6);

describe('the Cholesky factor', () => {
  test('of a matrix worked by hand', () => {
    expect([...cholesky(matrix, 3)]).toEqual([2, 0, 0, 1, 2, 0, 1, 1, 2]);
  });

  test('solves for several right-hand sides at once', () => {
    const lower = cholesky(matrix, 3);
    // The matrix times (1, 2, 3) and times (0, 1, -1).
    const vectors = Float64Array.of(14, 0, 21, 2, 26, -3);
    solveLower(lower, 3, vectors, 2);
    solveUpper(lower, 3, vectors, 2);
    expect([...vectors].map((value) => Number(value.toFixed(12)))).toEqual([1, 0, 2, 1, 3, -1]);
  });

  test('is refused where there is none', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(
      'matrix is not positive definite: pivot 1 is -3',
    );
  });
});
