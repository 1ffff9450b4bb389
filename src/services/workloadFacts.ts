import type { LocustRow, Measurement } from '../sim/study/results.ts';

/** User classes whose users asked each of some endpoints exactly once. */
export interface Once {
  readonly classes: Measurement['configuration']['userClasses'];
  readonly users: number;
  readonly asked: readonly LocustRow[];
}

/**
 * The set of user classes whose users together are as many as the requests of the most endpoints; null without one.
 * A report without classes is taken to have one class of all users.
 */
export function usersThatAskedOnce({ configuration, rows }: Measurement): Once | null {
  const { userClasses, users } = configuration;
  let best: Once | null = null;
  // Load tests have a handful of classes; past a dozen a sum that fits would be chance.
  const tried = userClasses.length === 0 ? [{ name: 'all', users }] : userClasses.slice(0, 12);
  for (let set = 1; set < 2 ** tried.length; set++) {
    const classes = tried.filter((_, i) => (set & (1 << i)) !== 0);
    const sum = classes.reduce((total, userClass) => total + userClass.users, 0);
    const asked = rows.filter((row) => sum > 0 && row.requests === sum);
    if (asked.length > (best?.asked.length ?? 0)) best = { classes, users: sum, asked };
  }
  return best;
}
