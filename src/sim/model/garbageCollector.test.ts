import { describe, expect, test } from 'vitest';
import { GarbageCollector } from './garbageCollector.ts';

/** Requests of one process, each on a thread of its own, with the connection of the same number. */
function python(requestsPerGc: number, failuresPerGc = requestsPerGc) {
  const closed: number[] = [];
  const collector = new GarbageCollector(requestsPerGc, failuresPerGc, 1, (c) => closed.push(c));
  return {
    closed,
    begin(n: number) {
      collector.requestStarted(n, 0);
      collector.opened(n, n, 0);
    },
    end(n: number) {
      collector.requestFinished(0, false);
      collector.leak(n);
    },
    fail(n: number) {
      collector.requestStarted(n, 0);
      collector.requestFinished(0, true);
    },
  };
}

describe('the garbage collector of Python', () => {
  test('semantics C9, M6: closes what ended threads have left once enough requests have been served', () => {
    const { begin, end, closed } = python(20);
    for (let n = 0; n < 14; n++) {
      begin(n);
      end(n);
    }
    // The first requests of a process leave more.
    expect(closed).toEqual([0, 1, 2, 3, 4]);
  });

  test('semantics C10: what is in use while it runs is looked at only once in eleven times', () => {
    const { begin, end, closed } = python(2);
    begin(0);
    begin(1);
    begin(2);
    end(0);
    end(1);
    end(2);
    const old = new Set([0, 1, 2]);
    let n = 3;
    for (; !closed.some((connection) => old.has(connection)); n++) {
      begin(n);
      end(n);
      expect(n).toBeLessThan(3 + 2 * 11);
    }
    expect(closed).toEqual(expect.arrayContaining([0, 1]));
  });

  test('comes sooner when requests fail, because tracebacks keep frames', () => {
    const { begin, end, fail, closed } = python(1000, 4);
    begin(0);
    end(0);
    for (let n = 1; closed.length === 0; n++) fail(n);
    expect(closed).toEqual([0]);
  });
});
