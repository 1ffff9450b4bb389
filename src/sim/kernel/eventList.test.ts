import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACQUIRE, EventList, RELEASE } from './eventList.ts';

/** Fires everything; the arguments in order. */
function drain(events: EventList): number[] {
  const fired: number[] = [];
  while (events.next()) fired.push(events.arg);
  return fired;
}

describe('EventList', () => {
  test('fires by time, then by priority, then in the order of scheduling', () => {
    const events = new EventList();
    events.schedule(2, RELEASE, 0, 5);
    events.schedule(1, ACQUIRE, 0, 3);
    events.schedule(1, ACQUIRE, 0, 4);
    events.schedule(1, RELEASE, 0, 1);
    events.schedule(1, RELEASE, 0, 2);
    events.schedule(0, ACQUIRE, 0, 0);
    expect(drain(events)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('tells of the event that fired last: time, code and argument', () => {
    const events = new EventList();
    events.schedule(1.5, ACQUIRE, 7, -3);
    expect(events.next()).toBe(true);
    expect([events.now, events.code, events.arg, events.fired]).toEqual([1.5, 7, -3, 1]);
    expect(events.next()).toBe(false);
    expect(events.now).toBe(1.5);
  });

  test('takes an event for the very time of its clock, and none before it or without a time', () => {
    const events = new EventList();
    events.schedule(3, ACQUIRE, 0, 0);
    events.next();
    events.schedule(3, ACQUIRE, 0, 1);
    expect(() => events.schedule(2.999, ACQUIRE, 4, 9)).toThrow(
      'event 4(9) at 2.999 s is before the clock, 3 s',
    );
    expect(() => events.schedule(Number.NaN, ACQUIRE, 4, 9)).toThrow(RangeError);
    expect(drain(events)).toEqual([1]);
  });

  test('knows the time of a scheduled event and of the earliest one', () => {
    const events = new EventList();
    expect(events.nextTime).toBe(Infinity);
    const late = events.schedule(9, ACQUIRE, 0, 0);
    const early = events.schedule(4, ACQUIRE, 0, 1);
    expect(events.timeOf(late)).toBe(9);
    expect(events.nextTime).toBe(4);
    expect(events.nextHandle).toBe(early);
    events.cancel(early);
    expect(events.nextTime).toBe(9);
  });

  test('grows beyond its first capacity without losing an event', () => {
    const events = new EventList(4);
    const n = 1000;
    for (let i = 0; i < n; i++) events.schedule((i * 7919) % n, ACQUIRE, 0, (i * 7919) % n);
    expect(drain(events)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  test('agrees with a sorted list under any mix of scheduling, moving, cancelling and firing', () => {
    // Few distinct times and priorities, so that ties are common.
    const operation = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          delay: fc.integer({ min: 0, max: 5 }),
          priority: fc.integer({ min: 0, max: 1 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ cancel: fc.nat() }) },
      {
        weight: 1,
        arbitrary: fc.record({
          move: fc.nat(),
          by: fc.integer({ min: 0, max: 5 }),
          priority: fc.integer({ min: 0, max: 1 }),
        }),
      },
      { weight: 2, arbitrary: fc.constant('next' as const) },
      // Looking at the earliest event is a step of its own, because it may tidy up.
      { weight: 1, arbitrary: fc.constant('look' as const) },
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const events = new EventList(2);
        const expected: {
          time: number;
          priority: number;
          id: number;
          serial: number;
          handle: number;
        }[] = [];
        const inOrder = (): typeof expected =>
          expected.sort(
            (a, b) => a.time - b.time || a.priority - b.priority || a.serial - b.serial,
          );
        const fireOne = (): void => {
          const first = inOrder().shift();
          expect(events.next()).toBe(first !== undefined);
          if (first === undefined) return;
          expect([events.now, events.arg, events.code]).toEqual([
            first.time,
            first.id,
            first.id + 1,
          ]);
        };
        for (const [id, step] of operations.entries()) {
          if (step === 'next') {
            fireOne();
          } else if (step === 'look') {
            expect(events.nextTime).toBe(inOrder()[0]?.time ?? Infinity);
          } else if ('cancel' in step) {
            if (expected.length === 0) continue;
            const [gone] = expected.splice(step.cancel % expected.length, 1);
            expect(events.timeOf(gone!.handle)).toBe(gone!.time);
            events.cancel(gone!.handle);
          } else if ('move' in step) {
            const moved = expected[step.move % expected.length];
            if (moved === undefined) continue;
            Object.assign(moved, {
              time: events.now + step.by,
              priority: step.priority,
              serial: id,
            });
            events.reschedule(moved.handle, moved.time, moved.priority);
          } else {
            const time = events.now + step.delay;
            const handle = events.schedule(time, step.priority, id + 1, id);
            expected.push({ time, priority: step.priority, id, serial: id, handle });
          }
          expect(events.size).toBe(expected.length);
        }
        while (expected.length > 0) fireOne();
        expect(events.next()).toBe(false);
      }),
    );
  });
});
