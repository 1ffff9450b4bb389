import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangB, erlangC } from './erlang.ts';

describe('erlangB', () => {
  test('of 2 erlangs on 2 servers is 2/5', () => {
    expect(erlangB(2, 2)).toBeCloseTo(0.4, 15); // (2^2/2) / (1 + 2 + 2)
  });

  test('loses 1 % of 4.461 erlangs on 10 trunks and of 12.031 on 20, as the published tables say', () => {
    expect(erlangB(4.461, 10)).toBeCloseTo(0.009997786688, 12);
    expect(erlangB(12.031, 20)).toBeCloseTo(0.0100025918, 10);
  });

  test('loses everything without servers and nothing without load', () => {
    expect(erlangB(3, 0)).toBe(1);
    expect(erlangB(0, 3)).toBe(0);
  });
});

describe('erlangC', () => {
  test('of 1.5 erlangs on 2 servers is 9/14', () => {
    expect(erlangC(1.5, 2)).toBeCloseTo(9 / 14, 14);
  });

  test('is 1 from the load on that all servers together can do', () => {
    expect([erlangC(2, 2), erlangC(5, 2)]).toEqual([1, 1]);
  });

  test('on one server is its utilisation', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (load) => {
        expect(erlangC(load, 1)).toBeCloseTo(load, 12);
      }),
    );
  });

  test('exceeds Erlang B and falls with each server added', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 80 }),
        (load, servers) => {
          const waiting = erlangC(load, servers);
          expect(waiting).toBeGreaterThanOrEqual(erlangB(load, servers));
          expect(erlangC(load, servers + 1)).toBeLessThanOrEqual(waiting);
        },
      ),
    );
  });
});
