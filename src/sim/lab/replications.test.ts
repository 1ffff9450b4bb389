import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';
import { Replications } from './replications.ts';
import { prepare, replicate } from './study.ts';
import { jobClass, network, station, visit } from './testing.ts';

/** One arrival per s, served for half a second: nobody waits, and times need no luck to be known. */
function study(completions: number): ReturnType<typeof prepare> {
  return prepare(
    network(
      { desk: station(1) },
      { a: jobClass({ interarrival: 1 }, { v: visit('desk', 0.5) }) },
      { run: { steady_state: { completions, warm_up: 0 } } },
    ),
    1,
  );
}

function kept({ runs }: Replications): number {
  return runs.reduce((sum, { classes }) => sum + classes['a']!.responses.kept, 0);
}

test('replications are those of the study, one after another', () => {
  const own = study(100);
  const done = new Replications(own, 4);
  done.next();
  done.next();
  expect(done.runs).toEqual([replicate(own, 4, 0), replicate(own, 4, 1)]);
});

test('keep up to a million response times one by one, and none of them once there are more', () => {
  const own = study(250_000);
  const done = new Replications(own, 1);
  for (let i = 0; i < 4; i++) done.next();
  expect([done.exact, kept(done)]).toEqual([true, 1_000_000]);
  done.next();
  expect([done.exact, kept(done)]).toEqual([false, 0]);
  done.next();
  expect([done.exact, kept(done)]).toEqual([false, 0]);
  const median = figuresOf(own.network, done.runs)['classes.a.p50Response_s']!.mean!;
  // Of each run alike, so that its error is that of a bin.
  expect(Math.abs(median / 0.5 - 1)).toBeLessThan(0.004);
});
