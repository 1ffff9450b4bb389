import { expect, test } from 'vitest';
import { solveLinear } from './linearSystem.ts';

test('a system is solved even where a pivot must be looked for', () => {
  const solution = solveLinear(
    [
      [0, 2, 1],
      [1, 1, 1],
      [2, 0, -1],
    ],
    [7, 6, -1],
  );
  for (const [i, value] of [1, 2, 3].entries()) expect(solution[i]).toBeCloseTo(value, 14);
});

test('a singular system is refused', () => {
  expect(() =>
    solveLinear(
      [
        [1, 2],
        [2, 4],
      ],
      [1, 2],
    ),
  ).toThrow('singular');
});
