import { describe, expect, test } from 'vitest';
import { answerNetwork, type QueueAnswer } from './answer.ts';
import { whatWasDone } from './answerInWords.ts';
import { figuresOf } from './figures.ts';
import type { JobClass, QueueNetwork } from './network.ts';
import { prepare, replicate } from './study.ts';
import { jobClass, network, station, visit } from './testing.ts';

const exponential = (mean_s: number): { exponential: { mean_s: number } } => ({
  exponential: { mean_s },
});

const mm1 = network(
  { desk: station(1) },
  { a: jobClass({ interarrival: exponential(1) }, { v: visit('desk', exponential(0.8)) }) },
  { run: { steady_state: { completions: 20_000, warm_up: 'auto' } } },
);

function answer(document: QueueNetwork, replications: number, seed = 3): QueueAnswer {
  const study = answerNetwork(document, replications, seed);
  for (let step = study.next(); ; step = study.next()) if (step.done === true) return step.value;
}

describe('a steady state', () => {
  test('is measured after a warm-up that pilot runs find', () => {
    const { limits, settled } = prepare(mm1, 1);
    expect(settled).toBe(true);
    expect(limits.warmUp).toBeGreaterThanOrEqual(1000);
    expect(limits.warmUp).toBeLessThan(20_000);
    const run = replicate(prepare(mm1, 1), 1, 0);
    expect(run.classes['a']!.completed).toBe(20_000);
    expect(run.measured_s).toBeLessThan(run.ended_s);
  });

  test('obeys the law of Little within the interval of its replications', () => {
    const study = prepare(mm1, 5);
    const runs = Array.from({ length: 20 }, (_, i) => replicate(study, 5, i));
    const differences = runs.map(
      ({ classes: { a } }) => a!.meanInSystem! - a!.throughput_per_s! * a!.meanResponse_s!,
    );
    const mean = differences.reduce((sum, value) => sum + value, 0) / 20;
    const spread = Math.sqrt(
      differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 19 / 20,
    );
    expect(Math.abs(mean)).toBeLessThan(4 * spread);
  });

  test('leaves out as many jobs as the document says, if it says so', () => {
    const fixed = { ...mm1, run: { steady_state: { completions: 500, warm_up: 70 } } };
    expect(prepare(fixed, 1).limits).toEqual({ warmUp: 70, exits: 500, until: Infinity });
  });
});

describe('answerNetwork', () => {
  test('tells of the pilot runs, and then how far each replication is', () => {
    const progress = [...answerNetwork(mm1, 2, 1)];
    const pilots = progress.filter(({ piloting }) => piloting);
    expect(pilots.length).toBeGreaterThan(0);
    expect(progress.slice(0, pilots.length)).toEqual(pilots);
    const first = progress.slice(pilots.length).filter(({ done }) => done === 0);
    expect(first.length).toBeGreaterThan(1);
    for (const [i, { share, time_s, of }] of first.entries()) {
      expect(share).toBeGreaterThan(i === 0 ? 0 : first[i - 1]!.share);
      expect(share).toBeLessThan(1);
      // One job per s and two events of each.
      expect(time_s / (10_000 * (i + 1))).toBeCloseTo(1, 1);
      expect(of).toBe(2);
    }
    expect(progress.at(-1)).toMatchObject({ done: 2, of: 2 });
  });

  test('counts the warm-up as part of the way', () => {
    const slow = { ...mm1, run: { steady_state: { completions: 20_000, warm_up: 60_000 } } };
    const shares = [...answerNetwork(slow, 2, 1)].flatMap(({ done, share }) =>
      done === 0 ? share : [],
    );
    for (const [i, share] of shares.entries()) expect(share).toBeCloseTo((i + 1) / 8, 1);
    expect(shares).toHaveLength(8);
  });

  test('tells how much of the time of a transient is over', () => {
    const transient = { ...mm1, run: { transient: { run_time_s: 40_000 } } };
    for (const { share, time_s, done } of answerNetwork(transient, 2, 1)) {
      if (done === 0) expect(share).toBeCloseTo(time_s / 40_000, 12);
    }
  });

  test('puts the exact figure beside the simulated one', () => {
    const { figures, warmUp, measured, question } = answer(mm1, 10);
    expect([question, measured]).toEqual(['steady state', 20_000]);
    expect(warmUp).toBeGreaterThan(0);
    const response = figures.find(({ figure }) => figure === 'classes.a.meanResponse_s')!;
    expect(response.theory).toMatchObject({ formula: 'M/M/1', kind: 'exact' });
    expect(response.theory!.value).toBeCloseTo(4, 12);
    expect(Math.abs(response.mean! - 4)).toBeLessThan(4 * response.standardError!);
    expect(response.n).toBe(10);
  });

  test('runs a transient from an empty system, without a warm-up and without claims of theory', () => {
    const overrun = { ...mm1, run: { transient: { run_time_s: 30 } } };
    const { figures, warmUp, question } = answer(overrun, 20);
    expect([question, warmUp]).toEqual(['transient', null]);
    expect(figures.every(({ theory }) => theory === null)).toBe(true);
    const wait = figures.find(({ figure }) => figure === 'stations.desk.meanWait_s')!;
    // The first half minute knows little of the 3.2 s that arrivals wait in the long run.
    expect(wait.mean).toBeLessThan(3.2);
  });

  test('says from when on percentiles are not exact', () => {
    const many = (completions: number): QueueNetwork => ({
      ...mm1,
      run: { steady_state: { completions, warm_up: 0 } },
    });
    expect(whatWasDone(answer(many(5000), 2))).toMatch(
      /^2 replications with seed \d+, 5,000 jobs measured in each after 0 of warm-up; [\d,]+ events$/,
    );
    expect(whatWasDone(answer(many(510_000), 2))).toMatch(
      /events; percentiles from bins at most 0\.4 % wide$/,
    );
  });

  test('knows percentiles of a million values or fewer exactly', () => {
    // One after the other, the jobs wait 0, 1, 2 .. 99 s.
    const trace = Array.from({ length: 100 }, () => ({ arrival_s: 0 }));
    const { figures } = answer(
      network(
        { desk: station(1) },
        { a: jobClass({ trace }, { v: visit('desk', 1) }) },
        { run: { transient: { run_time_s: 'until_empty' } } },
      ),
      2,
    );
    const of = (name: string): number => figures.find(({ figure }) => figure.endsWith(name))!.mean!;
    expect(of('p50Wait_s')).toBeCloseTo(49.5, 12);
    expect(of('p99Wait_s')).toBeCloseTo(98.01, 12);
    expect(of('p50Response_s')).toBeCloseTo(50.5, 12);
  });

  test('runs a network once in which nothing is left to chance, and says so', () => {
    const trace = Array.from({ length: 4 }, (_, i) => ({ arrival_s: i / 2 }));
    const fixed = answer(
      network(
        { desk: station(1) },
        { a: jobClass({ trace }, { v: visit('desk', 1) }) },
        { run: { transient: { run_time_s: 'until_empty' } } },
      ),
      30,
    );
    expect(fixed.replications).toBe(1);
    expect(whatWasDone(fixed)).toMatch(
      /^One replication, since nothing is left to chance, from an/,
    );
    const wait = fixed.figures.find(({ figure }) => figure === 'stations.desk.meanWait_s')!;
    expect(wait).toMatchObject({ mean: 0.75, n: 1, standardError: null, ci: null });
  });

  test('has intervals of what is possible only', () => {
    const short = { ...mm1, run: { transient: { run_time_s: 3 } } };
    const { figures } = answer(short, 6);
    const shares = figures.filter(({ figure }) => /utilisation|Probability/.test(figure));
    expect(figures.every(({ ci }) => ci === null || ci[0] >= 0)).toBe(true);
    expect(shares.every(({ ci }) => ci === null || ci[1] <= 1)).toBe(true);
    expect(figures.filter(({ ci }) => ci?.[0] === 0).length).toBeGreaterThan(1);
    const wait = figures.find(({ figure }) => figure === 'stations.desk.meanWait_s')!;
    // Student's 2.571 for 5 degrees of freedom: the interval that was clipped.
    expect(wait.mean! - 2.571 * wait.standardError!).toBeLessThan(0);
    expect(wait.ci![1]).toBeCloseTo(wait.mean! + 2.571 * wait.standardError!, 3);
  });

  test('tells of a trace those jobs that have come', () => {
    const { traces } = answer(
      network(
        { desk: station(1) },
        { a: jobClass({ trace: [{ arrival_s: 1 }, { arrival_s: 100 }] }, { v: visit('desk', 2) }) },
        { run: { transient: { run_time_s: 10 } } },
      ),
      2,
    );
    expect(traces['a']).toEqual([{ outcome: 'served', wait_s: 0, left_s: 3 }]);
  });

  test('knows no mean over time and no rate of a run that takes no time', () => {
    const { figures } = answer(
      network(
        { desk: station(1) },
        { a: jobClass({ trace: [{ arrival_s: 0 }] }, { v: visit('desk', 0) }) },
        { run: { transient: { run_time_s: 'until_empty' } } },
      ),
      2,
    );
    expect(figures.every(({ mean }) => mean === 0)).toBe(true);
    expect(figures.map(({ figure }) => figure)).toContain('classes.a.meanResponse_s');
    expect(figures.map(({ figure }) => figure)).not.toContain('stations.desk.meanBusy');
    expect(figures.map(({ figure }) => figure)).not.toContain('classes.a.throughput_per_s');
  });

  test('says what became of each job of a trace, and that jobs starve one another', () => {
    const nest = (first: string, second: string): ReturnType<typeof jobClass> =>
      jobClass(
        { trace: [{ arrival_s: 0 }] },
        { one: visit(first, 1, { hold: true, next: 'two' }), two: visit(second, 1) },
      );
    const { traces, remarks } = answer(
      network(
        { a: station(1), b: station(1) },
        { there: nest('a', 'b'), back: nest('b', 'a') },
        { run: { transient: { run_time_s: 'until_empty' } } },
      ),
      2,
    );
    expect(traces['there']).toEqual([{ outcome: null, wait_s: 0, left_s: null }]);
    expect(remarks).toEqual([
      'The run came to a deadlock: jobs hold servers that others of them wait for.',
    ]);
  });
});

test('figures are of visits only where a station has several', () => {
  const twice = network(
    { desk: station(1) },
    {
      a: jobClass(
        { interarrival: exponential(2) },
        {
          first: visit('desk', exponential(0.5), { next: 'second' }),
          second: visit('desk', exponential(0.5)),
        },
      ),
    },
  );
  const paths = (document: QueueNetwork): string[] =>
    Object.keys(figuresOf(document, [replicate(prepare(document, 1), 1, 0)]));
  expect(paths(twice)).toContain('classes.a.visits.second.meanWait_s');
  expect(paths(mm1).some((path) => path.includes('visits'))).toBe(false);
});

describe('what the reader must know', () => {
  /** Class a holds w and then wants c, class b holds c and then wants w. */
  const crossing = (run: QueueNetwork['run']): QueueNetwork => {
    const crosser = (first: string, second: string): JobClass =>
      jobClass(
        { interarrival: { exponential: { mean_s: 2 } } },
        {
          take: visit(first, 0.3, { hold: true, next: 'both' }),
          both: visit(second, 0.3, { release: [first] }),
        },
      );
    return {
      ...network({ w: station(1), c: station(1) }, { a: crosser('w', 'c'), b: crosser('c', 'w') }),
      run,
    };
  };
  const DEADLOCK =
    '2 of 2 replications came to a deadlock: jobs hold servers that others of them wait for.';

  test('ends when jobs of open classes lock each other out, and says so', () => {
    const locked = crossing({ steady_state: { completions: 100_000, warm_up: 0 } });
    const { remarks, events } = answer(locked, 2);
    expect(remarks).toContain(DEADLOCK);
    expect(events).toBeLessThan(100_000);
  });

  test('says of a given time that jobs locked each other out, and how many were left', () => {
    const { remarks } = answer(crossing({ transient: { run_time_s: 1000 } }), 2);
    expect(remarks[0]).toBe(DEADLOCK);
    expect(remarks.slice(1)).toEqual([
      expect.stringMatching(/^When the time was over \d+ jobs of a were still there on average/),
      expect.stringMatching(/^When the time was over \d+ jobs of b were still there on average/),
    ]);
  });

  test('names visits that no route leads to, and stations that nobody visits', () => {
    const visits = {
      ask: visit('desk', 1),
      fetch: visit('shelf', exponential(1), { next: 'ask' }),
    };
    const lost = network(
      { desk: station(1), shelf: station(1) },
      { a: jobClass({ interarrival: exponential(2) }, visits) },
      { run: { transient: { run_time_s: 1e5 } } },
    );
    expect(answer(lost, 2).remarks.slice(0, 2)).toEqual([
      'Visit fetch of a is never made: no route leads to it.',
      'Nobody visits station shelf.',
    ]);
  });

  test('names a class of which nobody came', () => {
    const late = network(
      { desk: station(1) },
      {
        a: jobClass({ interarrival: exponential(2) }, { v: visit('desk', 1) }),
        b: jobClass({ trace: [{ arrival_s: 100 }] }, { v: visit('desk', 1) }),
      },
      { run: { transient: { run_time_s: 50 } } },
    );
    expect(answer(late, 2).remarks[0]).toBe('No job of b came while it was measured.');
  });

  test('does not believe runs that are shorter than the memory of their queue', () => {
    const busy = (load: number): QueueNetwork => ({
      ...network(
        { desk: station(1) },
        {
          jobs: jobClass(
            { interarrival: { exponential: { mean_s: 1 / load } } },
            { serve: visit('desk', { exponential: { mean_s: 1 } }) },
          ),
        },
      ),
      run: { steady_state: { completions: 5000, warm_up: 0 } },
    });
    expect(answer(busy(0.9), 2).remarks).toEqual([]);
    // 0.98 / (1 - sqrt 0.98)^2 = 9,702.
    expect(answer(busy(0.98), 2).remarks).toEqual([
      expect.stringMatching(
        /^Station desk has a load of 0\.9800: its queue takes about 9,702 jobs/,
      ),
    ]);
  });
});
