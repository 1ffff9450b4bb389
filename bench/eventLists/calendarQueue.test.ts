import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventList } from '../../src/sim/kernel/eventList.ts';
import { CalendarQueue } from './calendarQueue.ts';

test('the calendar queue fires the same events in the same order as the heap', () => {
  const operation = fc.oneof(
    fc.record({
      schedule: fc.double({ min: 0, max: 100, noNaN: true }),
      priority: fc.constantFrom(0, 1),
    }),
    fc.record({ schedule: fc.constantFrom(0, 1, 2), priority: fc.constantFrom(0, 1) }),
    fc.record({ cancel: fc.nat(1000) }),
    fc.constant({ fire: true }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
      const heap = new EventList();
      const calendar = new CalendarQueue();
      const live = new Map<number, readonly [number, number]>();
      const fireBoth = (): boolean => {
        expect(calendar.nextTime).toBe(heap.nextTime);
        const fired = heap.next();
        expect(calendar.next()).toBe(fired);
        if (fired) expect([calendar.now, calendar.arg]).toEqual([heap.now, heap.arg]);
        live.delete(heap.arg);
        return fired;
      };
      for (const [i, step] of operations.entries()) {
        if ('schedule' in step) {
          const time = heap.now + step.schedule;
          live.set(i, [
            heap.schedule(time, step.priority, 0, i),
            calendar.schedule(time, step.priority, 0, i),
          ]);
        } else if ('fire' in step) {
          fireBoth();
        } else if (live.size > 0) {
          const arg = [...live.keys()][step.cancel % live.size]!;
          const [first, second] = live.get(arg)!;
          heap.cancel(first);
          calendar.cancel(second);
          live.delete(arg);
        }
      }
      while (fireBoth());
    }),
  );
});
