import type { Measurement, UsersHit } from '../../sim/study/results.ts';
import { usersThatAskedOnce } from '../workloadFacts.ts';

/**
 * How many users met a failure of capacity. Where users asked once, a failed request is a failed user, and several
 * endpoints of the same users may have hit the same or different ones. Of users who ask again and again the counts say
 * only that a user cannot have failed more often than it asked.
 */
export function usersHit(measurement: Measurement): UsersHit {
  const { configuration, rows, failureNotes } = measurement;
  const { users } = configuration;
  const once = usersThatAskedOnce(measurement);
  const failed = (name: string): number =>
    failureNotes
      .filter((note) => note.endpoint === name && note.kind === 'capacity')
      .reduce((sum, note) => sum + note.failures, 0);

  const askedOnce = once?.asked.map((row) => failed(row.name)) ?? [];
  const othersUsers = Math.max(0, users - (once?.users ?? 0));
  const others = rows.filter((row) => !(once?.asked.includes(row) ?? false));
  // Endpoints that only some of the once-only users asked belong to them as long as nobody else is left.
  const group = othersUsers > 0 ? othersUsers : users;
  const least = others.map((row) =>
    Math.ceil(failed(row.name) / Math.max(1, Math.ceil(row.requests / group))),
  );
  const most = others.reduce((sum, row) => sum + failed(row.name), 0);
  return {
    users,
    low: Math.max(0, ...askedOnce) + Math.max(0, ...least),
    high: Math.min(
      users,
      Math.min(
        once?.users ?? 0,
        askedOnce.reduce((sum, count) => sum + count, 0),
      ) + Math.min(group, most),
    ),
  };
}
