import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACQUIRE, EventList } from '../kernel/eventList.ts';
import { InterpreterLock } from './interpreterLock.ts';
import { ProcessorSharing } from './processorSharing.ts';
import { LineLinks } from './waitingLine.ts';

const ASK = 0;
const CPU_DONE = 1;
const SWITCH = 2;
const ABANDON = 3;
const COMPUTE = 4;
const INTERVAL = 0.005;

interface Work {
  readonly at: number;
  readonly demand: number;
  readonly process?: number;
  readonly abandonAt?: number;
}

/** Runs Python work and, beside it, work that needs no lock; who ended when, as "name@ms". */
function run(cores: number, python: readonly Work[], hashes: readonly Work[] = [], processes = 1) {
  const events = new EventList();
  const cpu = new ProcessorSharing(events, cores, CPU_DONE, 0);
  const tasks = { remaining: new Float64Array(100), links: new LineLinks(100) };
  const locks = Array.from(
    { length: processes },
    (_, process) => new InterpreterLock(events, cpu, INTERVAL, SWITCH, process, tasks),
  );
  for (const [task, { at, abandonAt }] of python.entries()) {
    events.schedule(at, ACQUIRE, ASK, task);
    if (abandonAt !== undefined) events.schedule(abandonAt, ACQUIRE, ABANDON, task);
  }
  for (const [i, { at }] of hashes.entries()) events.schedule(at, ACQUIRE, COMPUTE, i);
  const ended: { name: string; at: number }[] = [];
  const lockOf = (task: number): InterpreterLock => locks[python[task]!.process ?? 0]!;
  while (events.next()) {
    const { arg } = events;
    switch (events.code) {
      case ASK:
        lockOf(arg).acquire(arg, python[arg]!.demand);
        break;
      case SWITCH:
        locks[arg]!.switchHolder();
        break;
      case ABANDON:
        lockOf(arg).abandon(arg);
        break;
      case COMPUTE:
        cpu.start(hashes[arg]!.demand, 1000 + arg);
        break;
      default: {
        const owner = cpu.complete();
        const name = owner >= 1000 ? `hash ${owner - 1000}` : `${locks[-1 - owner]!.complete()}`;
        ended.push({ name, at: events.now });
      }
    }
  }
  return {
    log: ended.map(({ name, at }) => `${name}@${Math.round(at * 1e6) / 1000}`),
    held: locks.reduce((sum, lock) => sum + lock.heldAt(events.now), 0),
    fired: events.fired,
  };
}

const ms = (value: number): number => value / 1000;

describe('InterpreterLock', () => {
  test('a thread alone keeps the lock however long it works: nobody asks it to switch', () => {
    const { log, held, fired } = run(4, [{ at: 0, demand: ms(100) }]);
    expect(log).toEqual(['0@100']);
    expect(held).toBeCloseTo(0.1, 12);
    expect(fired).toBe(2);
  });

  test('work shorter than the interval is served first come first served', () => {
    const { log } = run(4, [
      { at: 0, demand: ms(3) },
      { at: 0, demand: ms(4) },
      { at: ms(1), demand: ms(2) },
    ]);
    expect(log).toEqual(['0@3', '1@7', '2@9']);
  });

  test('two long threads take turns of 5 ms', () => {
    // 0: 0-5, 1: 5-10, 0: 10-15, 1: 15-17, 0: 17-19.
    const { log } = run(4, [
      { at: 0, demand: ms(12) },
      { at: 0, demand: ms(7) },
    ]);
    expect(log).toEqual(['1@17', '0@19']);
  });

  test('the interval counts from when the first one waits, not from when the holder began', () => {
    // 1 asks at 40 and gets the lock at 45; 0 has 55 ms left.
    const { log } = run(4, [
      { at: 0, demand: ms(100) },
      { at: ms(40), demand: ms(1) },
    ]);
    expect(log).toEqual(['1@46', '0@101']);
  });

  test('a second one who waits does not shorten the interval, and the new holder has a whole one', () => {
    // 1 asks at 0, 2 at 3. Switch at 5 to 1, at 10 to 2, at 15 back to 0.
    const { log } = run(4, [
      { at: 0, demand: ms(20) },
      { at: 0, demand: ms(6) },
      { at: ms(3), demand: ms(5.5) },
    ]);
    // 0: 0-5; 1: 5-10; 2: 10-15; 0: 15-20; 1: 20-21; 2: 21-21.5; 0: 21.5-31.5.
    expect(log).toEqual(['1@21', '2@21.5', '0@31.5']);
  });

  test('the holder drops to the tail of the queue, behind all who wait', () => {
    const { log } = run(4, [
      { at: 0, demand: ms(6) },
      { at: ms(1), demand: ms(1) },
      { at: ms(2), demand: ms(1) },
      { at: ms(3), demand: ms(1) },
    ]);
    // Switch at 1 + 5 = 6 ms, when task 0 is just done.
    expect(log).toEqual(['0@6', '1@7', '2@8', '3@9']);
  });

  test('work of exactly one interval is not cut off a rounding error before its end', () => {
    // What ran before an idle moment sets the processor's virtual time apart from the clock.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (microseconds) => {
        const first = microseconds / 1e6 / 3;
        const tasks = Array.from({ length: 20 }, () => ({ at: 0.7, demand: ms(5) }));
        const { log } = run(4, [{ at: 0, demand: first }, ...tasks]);
        const order = log.map((entry) => Number(entry.split('@')[0])).filter((task) => task > 0);
        expect(order).toEqual(tasks.map((_, i) => i + 1));
      }),
    );
  });

  test('a holder that gives up hands the lock over at once; one who waits leaves no trace', () => {
    const { log, held } = run(4, [
      { at: 0, demand: ms(100), abandonAt: ms(2) },
      { at: ms(1), demand: ms(3), abandonAt: ms(1.5) },
      { at: ms(1), demand: ms(4) },
    ]);
    expect(log).toEqual(['2@6']);
    expect(held).toBeCloseTo(0.006, 12);
  });

  test('shares the cores with what needs no lock', () => {
    // One core: 2 ms of Python and a hash of 3 ms run at half speed each until the Python is done at 4.
    const { log } = run(1, [{ at: 0, demand: ms(2) }], [{ at: 0, demand: ms(3) }]);
    expect(log).toEqual(['0@4', 'hash 0@5']);
  });

  test('only the holder takes a core: on two cores one hash is not slowed by ten threads of one process', () => {
    const threads = Array.from({ length: 10 }, () => ({ at: 0, demand: ms(10) }));
    const { log } = run(2, threads, [{ at: 0, demand: ms(80) }]);
    expect(log).toContain('hash 0@80');
    expect(log).toContain('9@100');
  });

  test('the interval is wall time: with half a core a thread gets 2.5 ms of work done in it', () => {
    // One core shared with a long hash: 0 does 2.5 ms in 0-5, then 1 its 1 ms in 5-7, then 0 the other 0.5 ms in 7-8.
    const { log } = run(
      1,
      [
        { at: 0, demand: ms(3) },
        { at: 0, demand: ms(1) },
      ],
      [{ at: 0, demand: ms(100) }],
    );
    expect(log).toEqual(['1@7', '0@8', 'hash 0@104']);
  });

  test('processes have a lock each: two of them compute at once on two cores', () => {
    const { log, held } = run(
      2,
      [
        { at: 0, demand: ms(8), process: 0 },
        { at: 0, demand: ms(8), process: 1 },
      ],
      [],
      2,
    );
    expect(log).toEqual(['0@8', '1@8']);
    expect(held).toBeCloseTo(0.016, 12);
  });

  test('is never idle while somebody waits, and does all the work that was asked for', () => {
    const demand = fc.integer({ min: 1, max: 300 }).map((tenths) => ms(tenths / 10));
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1, maxLength: 20 }), (demands) => {
        const { log, held } = run(
          2,
          demands.map((seconds) => ({ at: 0, demand: seconds })),
        );
        const total = demands.reduce((sum, seconds) => sum + seconds, 0);
        expect(held).toBeCloseTo(total, 9);
        expect(new Set(log.map((entry) => entry.split('@')[0])).size).toBe(demands.length);
        expect(Number(log.at(-1)!.split('@')[1])).toBeCloseTo(total * 1000, 2);
      }),
    );
  });
});
