import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineLinks, WaitingLine } from './waitingLine.ts';

test('a line agrees with an array under any mix of joining, serving and giving up', () => {
  const operation = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('push' as const, 'unshift' as const) },
    { weight: 2, arbitrary: fc.constant('shift' as const) },
    { weight: 2, arbitrary: fc.record({ remove: fc.nat() }) },
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
      const line = new WaitingLine(new LineLinks(200));
      const expected: number[] = [];
      for (const [job, step] of operations.entries()) {
        if (step === 'push') {
          line.push(job);
          expected.push(job);
        } else if (step === 'unshift') {
          line.unshift(job);
          expected.unshift(job);
        } else if (expected.length === 0) {
          continue;
        } else if (step === 'shift') {
          expect(line.shift()).toBe(expected.shift());
        } else {
          const [gone] = expected.splice(step.remove % expected.length, 1);
          line.remove(gone!);
        }
        expect(line.length).toBe(expected.length);
        expect(expected.map((_, place) => line.at(place))).toEqual(expected);
        if (expected.length > 0)
          expect([line.first, line.last]).toEqual([expected[0], expected.at(-1)]);
      }
    }),
  );
});

test('lines keep their jobs when there is room for more', () => {
  const links = new LineLinks(2);
  const line = new WaitingLine(links);
  line.push(0);
  line.push(1);
  links.grow(4);
  line.push(3);
  expect([line.shift(), line.shift(), line.shift()]).toEqual([0, 1, 3]);
});
