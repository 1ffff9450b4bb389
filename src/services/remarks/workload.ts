import { grouped } from '../../sim/grouped.ts';
import type { Measurement } from '../../sim/study/results.ts';
import { usersThatAskedOnce } from '../workloadFacts.ts';
import { listed, said, type Said } from './wording.ts';

/** Users whose number an endpoint's requests equal: each of them asked it exactly once. */
export function ranOnce(measurement: Measurement): Said[] {
  const { configuration } = measurement;
  const once = usersThatAskedOnce(measurement);
  if (once === null || configuration.userClasses.length === 0) return [];
  const { classes, asked, users } = once;
  const sum =
    classes.length > 1
      ? `${classes.map((userClass) => userClass.users).join(' + ')} = ${users}`
      : users;
  return [
    said(
      `${listed(classes.map((userClass) => userClass.name))} are ${sum} users, and ${listed(asked.map((row) => row.name))} got ${users} requests${asked.length > 1 ? ' each' : ''}: these users seem to have run their script once each and to have asked nothing more in the ${grouped(configuration.runTimeS)} s.`,
      { users, endpoints: asked.length, runTimeS: configuration.runTimeS },
    ),
  ];
}

/** An endpoint with as many requests as another had successes is asked only after a success. */
export function followedSuccess({ rows }: Measurement): Said[] {
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
      said(
        `${row.name} got ${row.requests} requests, which is ${before.requests} - ${before.failures}, the successes of ${before.name}: it seems to be asked only after one, so that failures there take requests away here.`,
        { requests: row.requests, before: before.requests, failed: before.failures },
      ),
    ];
  });
}

/** The window by which Locust divides all rates, and the burst that those rates hide (semantics F14). */
export function hiddenBurst(measurement: Measurement): Said[] {
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
      said(
        'The requests per second of the rows fit no single window, although Locust divides all of them by the same one.',
        { shortestS: shortest, longestS: longest },
      ),
    ];
  }
  const { runTimeS } = configuration;
  const window = `All requests per second divide by one window of ${shortest.toFixed(1)} to ${longest.toFixed(1)} s${longest < runTimeS ? `, which ends with the last request, not after ${grouped(runTimeS)} s` : ''}`;
  const numbers = { shortestS: shortest, longestS: longest, runTimeS };
  const once = usersThatAskedOnce(measurement);
  const rampS = configuration.users / configuration.spawnRate;
  if (once === null || rampS >= shortest)
    return longest < runTimeS ? [said(`${window}.`, numbers)] : [];
  const first = once.asked[0]!;
  return [
    said(
      `${window}, and hide a burst: the ${first.requests} requests of ${first.name} came with the ${grouped(rampS)} s of spawning, at ${(first.requests / rampS).toFixed(1)} per s, not at the ${first.rps.toFixed(2)} per s of the table.`,
      { ...numbers, burst: first.requests, rampS, burstPerS: first.requests / rampS },
    ),
  ];
}

/** One load level gives no curve. */
export function oneLoad({ configuration }: Measurement): Said[] {
  return [
    said(
      `Every figure is of one load, ${grouped(configuration.users)} users: the report has no measurement of any other number of users, so what it says of fewer or more is an estimate.`,
      { users: configuration.users },
    ),
  ];
}
