import { moments } from './moments.ts';

/** Spread of a figure by its two sources, as standard deviations. */
export interface NestedSpread {
  readonly within: number;
  readonly between: number;
}

/**
 * How far replications of the same group differ, and how far the groups do: value `i` belongs to group `i` modulo `groups`.
 * By analysis of variance, so that chance within groups is not taken for a difference between them. Nulls count in nothing;
 * null below two groups of two values.
 * Source: S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), section 3.6.
 */
export function nestedSpread(
  values: readonly (number | null)[],
  groups: number,
): NestedSpread | null {
  const members = Array.from({ length: groups }, (_, g) =>
    moments(values.filter((value, i): value is number => value !== null && i % groups === g)),
  ).filter(({ n }) => n > 0);
  const n = members.reduce((sum, group) => sum + group.n, 0);
  if (members.length < 2 || n - members.length < 2) return null;
  const mean = members.reduce((sum, group) => sum + group.n * group.mean!, 0) / n;
  let withinSquares = 0;
  let betweenSquares = 0;
  let sizes = 0;
  for (const group of members) {
    withinSquares += (group.variance ?? 0) * (group.n - 1);
    betweenSquares += group.n * (group.mean! - mean) ** 2;
    sizes += group.n * group.n;
  }
  const within = withinSquares / (n - members.length);
  const typicalSize = (n - sizes / n) / (members.length - 1);
  const between = (betweenSquares / (members.length - 1) - within) / typicalSize;
  return { within: Math.sqrt(within), between: Math.sqrt(Math.max(0, between)) };
}
