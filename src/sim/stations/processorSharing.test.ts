import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACQUIRE, EventList } from '../kernel/eventList.ts';
import { type Overload, ProcessorSharing } from './processorSharing.ts';

const START = 0;
const STOP = 1;
const DONE = 2;

interface Job {
  readonly at: number;
  readonly demand: number;
  /** When it is taken out, if it is not done by then. */
  readonly stopAt?: number;
}

interface Ended {
  readonly job: number;
  readonly at: number;
}

/** Runs `jobs`, which are listed by start, and tells who ended when and what was left of those stopped. */
function run(cores: number, jobs: readonly Job[], speed = 1, overload?: Overload) {
  const events = new EventList();
  const cpu = new ProcessorSharing(events, cores, DONE, 0, speed, overload);
  const handles: number[] = [];
  const ended: Ended[] = [];
  const left: number[] = [];
  for (const [i, job] of jobs.entries()) {
    events.schedule(job.at, ACQUIRE, START, i);
    if (job.stopAt !== undefined) events.schedule(job.stopAt, ACQUIRE, STOP, i);
  }
  while (events.next()) {
    const { arg } = events;
    if (events.code === START) {
      handles[arg] = cpu.start(jobs[arg]!.demand, arg);
    } else if (events.code === DONE) {
      ended.push({ job: cpu.complete(), at: events.now });
    } else if (!ended.some((end) => end.job === arg)) {
      left[arg] = cpu.stop(handles[arg]!);
    }
  }
  expect(cpu.running).toBe(0);
  return { ended, left, busy: cpu.busyAt(events.now), end: events.now };
}

function expectEnds(actual: readonly Ended[], expected: readonly Ended[]): void {
  expect(actual.map((end) => end.job)).toEqual(expected.map((end) => end.job));
  for (const [i, end] of expected.entries()) expect(actual[i]!.at).toBeCloseTo(end.at, 9);
}

describe('ProcessorSharing', () => {
  test('two jobs on one core: each runs at half speed, the longer one alone at the end', () => {
    const { ended } = run(1, [
      { at: 0, demand: 1 },
      { at: 0, demand: 3 },
    ]);
    expectEnds(ended, [
      { job: 0, at: 2 },
      { job: 1, at: 4 },
    ]);
  });

  test('a job that joins slows the first one down from then on', () => {
    // Job 0 has 1 s left at t = 1; both need 2 s for the next second of work, then job 1 runs alone.
    const { ended } = run(1, [
      { at: 0, demand: 2 },
      { at: 1, demand: 3 },
    ]);
    expectEnds(ended, [
      { job: 0, at: 3 },
      { job: 1, at: 5 },
    ]);
  });

  test('a job that is stopped keeps what is left, and the others speed up', () => {
    // 0..2: half speed; job 1 is stopped with 4 - 1 = 3 s left; job 0 has 1 s left, alone.
    const { ended, left } = run(1, [
      { at: 0, demand: 2 },
      { at: 0, demand: 4, stopAt: 2 },
    ]);
    expectEnds(ended, [{ job: 0, at: 3 }]);
    expect(left[1]).toBeCloseTo(3, 9);
  });

  test('with a core each, jobs do not feel one another', () => {
    const { ended, busy } = run(4, [
      { at: 0, demand: 1 },
      { at: 0, demand: 2 },
      { at: 0.5, demand: 1 },
    ]);
    expectEnds(ended, [
      { job: 0, at: 1 },
      { job: 2, at: 1.5 },
      { job: 1, at: 2 },
    ]);
    expect(busy).toBeCloseTo(4, 9);
  });

  test('three jobs on two cores run at two thirds', () => {
    const { ended } = run(2, [
      { at: 0, demand: 2 },
      { at: 0, demand: 2 },
      { at: 0, demand: 2 },
    ]);
    expectEnds(ended, [
      { job: 0, at: 3 },
      { job: 1, at: 3 },
      { job: 2, at: 3 },
    ]);
  });

  test('one job never gets more than one core, nor more than there is', () => {
    expectEnds(run(2.5, [{ at: 0, demand: 1 }]).ended, [{ job: 0, at: 1 }]);
    expectEnds(run(0.5, [{ at: 0, demand: 1 }]).ended, [{ job: 0, at: 2 }]);
  });

  test('one and a half cores: two jobs run at three quarters', () => {
    const { ended } = run(1.5, [
      { at: 0, demand: 0.75 },
      { at: 0, demand: 1.75 },
    ]);
    expectEnds(ended, [
      { job: 0, at: 1 },
      { job: 1, at: 2 },
    ]);
  });

  test('a faster machine does the same work in proportionally less time, and is busy for less', () => {
    const { ended, busy } = run(
      1,
      [
        { at: 0, demand: 3 },
        { at: 0, demand: 1 },
      ],
      2,
    );
    expectEnds(ended, [
      { job: 1, at: 1 },
      { job: 0, at: 2 },
    ]);
    expect(busy).toBeCloseTo(2, 9);
  });

  test('equal jobs end in the order in which they started', () => {
    const jobs = Array.from({ length: 20 }, () => ({ at: 0, demand: 0.1 }));
    expect(run(3, jobs).ended.map((end) => end.job)).toEqual(jobs.map((_, i) => i));
  });

  test('the clock may stand far from 0 without a job getting lost in rounding', () => {
    const { ended } = run(1, [
      { at: 600_000, demand: 1e-4 },
      { at: 600_000, demand: 1e-4 },
    ]);
    expect(ended.map((end) => end.job)).toEqual([0, 1]);
    expect(ended[1]!.at - 600_000).toBeCloseTo(2e-4, 9);
  });

  const anyJob = fc.record({
    at: fc.double({ min: 0, max: 10, noNaN: true }),
    demand: fc.double({ min: 0.001, max: 5, noNaN: true }),
    stay: fc.option(fc.double({ min: 0, max: 8, noNaN: true })),
  });
  const anyJobs = fc
    .array(anyJob, { minLength: 1, maxLength: 30 })
    .map((jobs) =>
      jobs.map(({ stay, ...job }): Job =>
        stay === null ? job : { ...job, stopAt: job.at + stay },
      ),
    );

  const anyCores = fc.double({ min: 0.25, max: 6, noNaN: true });

  test('does neither more nor less work than asked for: busy core-seconds are demands less what was left', () => {
    fc.assert(
      fc.property(anyJobs, anyCores, (jobs, cores) => {
        const { left, busy } = run(cores, jobs);
        const asked = jobs.reduce((sum, job) => sum + job.demand, 0);
        const undone = left.reduce((sum, seconds) => sum + seconds, 0);
        expect(busy).toBeCloseTo(asked - undone, 6);
      }),
    );
  });

  test('agrees with the slow way of sharing, which moves every job from event to event', () => {
    fc.assert(
      fc.property(anyJobs, anyCores, (jobs, cores) => {
        const actual = run(cores, jobs);
        const expected = bruteForce(cores, jobs);
        for (const [i] of jobs.entries()) {
          const end = actual.ended.find((e) => e.job === i)?.at;
          // A job that is stopped at the moment of its end may count as either.
          if (end !== undefined && expected[i] !== undefined)
            expect(end).toBeCloseTo(expected[i], 5);
          else if (end === undefined)
            expect(expected[i] ?? jobs[i]!.stopAt).toBeCloseTo(jobs[i]!.stopAt!, 5);
        }
      }),
    );
  });

  test('semantics A16: past the knee all jobs slow down with each further one, and recover with each that ends', () => {
    // Three on one core with a knee of one: half of the work is done until the first ends, then two thirds, then all.
    const jobs = [1, 2, 3].map((demand) => ({ at: 0, demand }));
    const { ended } = run(1, jobs, 1, { knee: 1, perJob: 0.5 });
    expectEnds(ended, [
      { job: 0, at: 6 },
      { job: 1, at: 9 },
      { job: 2, at: 10 },
    ]);
  });
});

/** Ends by job, undefined when it was stopped before; every job is advanced in small closed steps. */
function bruteForce(cores: number, jobs: readonly Job[]): (number | undefined)[] {
  const remaining = jobs.map((job) => job.demand);
  const ends: (number | undefined)[] = jobs.map(() => undefined);
  const over = jobs.map(() => false);
  const borders = jobs.flatMap((job) =>
    job.stopAt === undefined ? [job.at] : [job.at, job.stopAt],
  );
  let now = 0;
  for (;;) {
    const here = now;
    for (const [i, job] of jobs.entries()) if ((job.stopAt ?? Infinity) <= here) over[i] = true;
    const active = jobs.flatMap((job, i) => (!over[i] && job.at <= here ? [i] : []));
    const rate = Math.min(1, cores / Math.max(1, active.length));
    const nextBorder = Math.min(...borders.filter((t) => t > here));
    const nextEnd = here + Math.min(Infinity, ...active.map((i) => remaining[i]! / rate));
    now = Math.min(nextBorder, nextEnd);
    if (now === Infinity) return ends;
    for (const i of active) {
      remaining[i]! -= (now - here) * rate;
      if (remaining[i]! < 1e-12) {
        ends[i] = now;
        over[i] = true;
      }
    }
  }
}
