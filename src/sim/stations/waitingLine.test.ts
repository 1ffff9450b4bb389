import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineLinks, WaitingLine } from './waitingLine.ts';

const LINES = 3;

test('lines over the same links agree with arrays under any mix of joining, serving, moving and giving up', () => {
  const line = fc.nat(LINES - 1);
  const operation = fc.oneof(
    { weight: 4, arbitrary: fc.record({ line, step: fc.constantFrom('push', 'unshift') }) },
    { weight: 2, arbitrary: fc.record({ line, step: fc.constant('shift') }) },
    { weight: 2, arbitrary: fc.record({ line, step: fc.constant('remove'), place: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ line, step: fc.constant('move'), to: line }) },
    { weight: 1, arbitrary: fc.record({ line, step: fc.constant('drain') }) },
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200, size: 'large' }), (operations) => {
      const links = new LineLinks(1);
      const lines = Array.from({ length: LINES }, () => new WaitingLine(links));
      const expected: number[][] = lines.map(() => []);
      for (const operation of operations) {
        const line = lines[operation.line]!;
        const standing = expected[operation.line]!;
        // Numbers of those who have left are used again.
        const everybody = new Set(expected.flat());
        let job = 0;
        while (everybody.has(job)) job++;
        if (job === links.after.length) links.grow(job * 2);
        if (operation.step === 'push') {
          line.push(job);
          standing.push(job);
        } else if (operation.step === 'unshift') {
          line.unshift(job);
          standing.unshift(job);
        } else if (operation.step === 'drain') {
          expect(line.drain()).toEqual(standing.splice(0));
        } else if (standing.length > 0) {
          if ('place' in operation) {
            const [gone] = standing.splice(operation.place % standing.length, 1);
            line.remove(gone!);
          } else {
            const first = line.shift();
            expect(first).toBe(standing.shift());
            if ('to' in operation) {
              lines[operation.to]!.push(first);
              expected[operation.to]!.push(first);
            }
          }
        }
        expect(lines.map(contents)).toEqual(expected);
        for (const [i, line] of lines.entries()) {
          if (line.length > 0)
            expect([line.first, line.last]).toEqual([expected[i]![0], expected[i]!.at(-1)]);
        }
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
  expect(line.drain()).toEqual([0, 1, 3]);
});

function contents(line: WaitingLine): number[] {
  return Array.from({ length: line.length }, (_, place) => line.at(place));
}
