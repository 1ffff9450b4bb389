import type { LocustRow, Measurement } from '../../sim/study/results.ts';
import { listed, whole } from './wording.ts';

/** Users whose number an endpoint's requests equal: each of them asked it exactly once. */
export function ranOnce({ configuration, rows }: Measurement): string[] {
  const once = usersThatAskedOnce(configuration.userClasses, rows);
  if (once === null) return [];
  const { classes, asked } = once;
  const users = classes.reduce((sum, userClass) => sum + userClass.users, 0);
  const sum =
    classes.length > 1
      ? `${classes.map((userClass) => userClass.users).join(' + ')} = ${users}`
      : users;
  return [
    `${listed(classes.map((userClass) => userClass.name))} are ${sum} users, and ${listed(asked.map((row) => row.name))} got ${users} requests${asked.length > 1 ? ' each' : ''}: these users seem to have run their script once each and to have asked nothing more in the ${whole(configuration.runTimeS)} s.`,
  ];
}

/** An endpoint with as many requests as another had successes is asked only after a success. */
export function followedSuccess({ rows }: Measurement): string[] {
  return rows.flatMap((row) => {
    const before = rows.find(
      (other) =>
        other !== row &&
        other.failures > 0 &&
        other.failures < other.requests &&
        other.requests - other.failures === row.requests,
    );
    if (before === undefined) return [];
    return [
      `${row.name} got ${row.requests} requests, which is ${before.requests} - ${before.failures}, the successes of ${before.name}: it seems to be asked only after one, so that failures there take requests away here.`,
    ];
  });
}

/** The window by which Locust divides all rates, and the burst that those rates hide (semantics F14). */
export function hiddenBurst(measurement: Measurement): string[] {
  const { configuration, rows, aggregated } = measurement;
  const all = [...rows, aggregated];
  // Locust's page prints one decimal, its console two; in full the interval is as good as none.
  const half = all.every(({ rps }) => Math.abs(rps * 10 - Math.round(rps * 10)) < 1e-9)
    ? 0.05
    : 0.005;
  const rated = all.filter((row) => row.rps > half);
  if (rated.length === 0) return [];
  const shortest = Math.max(...rated.map((row) => row.requests / (row.rps + half)));
  const longest = Math.min(...rated.map((row) => row.requests / (row.rps - half)));
  if (shortest > longest) {
    return [
      'The requests per second of the rows fit no single window, although Locust divides all of them by the same one.',
    ];
  }
  const { runTimeS } = configuration;
  const window = `All requests per second divide by one window of ${shortest.toFixed(1)} to ${longest.toFixed(1)} s${longest < runTimeS ? `, which ends with the last request, not after ${whole(runTimeS)} s` : ''}`;
  const once = usersThatAskedOnce(configuration.userClasses, rows);
  const rampS = configuration.users / configuration.spawnRate;
  if (once === null || rampS >= shortest) return longest < runTimeS ? [`${window}.`] : [];
  const first = once.asked[0]!;
  return [
    `${window}, and hide a burst: the ${first.requests} requests of ${first.name} came with the ${whole(rampS)} s of spawning, at ${(first.requests / rampS).toFixed(1)} per s, not at the ${first.rps.toFixed(2)} per s of the table.`,
  ];
}

/** One load level gives no curve. */
export function oneLoad({ configuration }: Measurement): string[] {
  return [
    `Every figure is of one load, ${whole(configuration.users)} users: the report has no measurement of any other number of users, so what it says of fewer or more is an estimate.`,
  ];
}

interface Once {
  readonly classes: Measurement['configuration']['userClasses'];
  readonly asked: readonly LocustRow[];
}

/** The set of user classes whose users together are as many as the requests of the most endpoints. */
function usersThatAskedOnce(
  userClasses: Measurement['configuration']['userClasses'],
  rows: readonly LocustRow[],
): Once | null {
  let best: Once | null = null;
  // Load tests have a handful of classes; past a dozen a sum that fits would be chance.
  const tried = userClasses.slice(0, 12);
  for (let set = 1; set < 2 ** tried.length; set++) {
    const classes = tried.filter((_, i) => (set & (1 << i)) !== 0);
    const users = classes.reduce((sum, userClass) => sum + userClass.users, 0);
    const asked = rows.filter((row) => users > 0 && row.requests === users);
    if (asked.length > (best?.asked.length ?? 0)) best = { classes, asked };
  }
  return best;
}
