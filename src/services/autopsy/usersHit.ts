import type { LocustRow, Measurement, UsersHit } from '../../sim/study/results.ts';
import { usersThatAskedOnce } from '../workloadFacts.ts';

/**
 * How many users met a failure of capacity. Where users asked once, a failed request is a failed user, and several
 * endpoints of the same users may have hit the same or different ones. Of users who ask again and again the counts say
 * only that a user cannot have failed more often than it asked.
 */
export function usersHit(measurement: Measurement): UsersHit {
  const { configuration, rows, failureNotes } = measurement;
  const { users } = configuration;
  const failed = ({ name }: LocustRow): number =>
    failureNotes
      .filter((note) => note.endpoint === name && note.kind === 'capacity')
      .reduce((sum, note) => sum + note.failures, 0);

  const once = usersThatAskedOnce(measurement);
  const group = Math.min(users, once?.users ?? 0);
  const first = hitAmong(group, once?.asked ?? [], failed);
  const rest = rows.filter((row) => !(once?.asked.includes(row) ?? false));
  // Endpoints that nobody else is left to ask belong to the same users.
  const others = hitAmong(users > group ? users - group : users, rest, failed);
  const [low, high] =
    users > group
      ? [first.low + others.low, first.high + others.high]
      : [Math.max(first.low, others.low), first.high + others.high];
  return { users, low, high: Math.min(users, high) };
}

/** Of `users` who share the requests of these endpoints: the fewest and the most that failed. */
function hitAmong(
  users: number,
  rows: readonly LocustRow[],
  failed: (row: LocustRow) => number,
): { readonly low: number; readonly high: number } {
  if (users === 0) return { low: 0, high: 0 };
  const fewest = rows.map((row) =>
    Math.ceil(failed(row) / Math.max(1, Math.ceil(row.requests / users))),
  );
  const all = rows.reduce((sum, row) => sum + failed(row), 0);
  return { low: Math.max(0, ...fewest), high: Math.min(users, all) };
}
