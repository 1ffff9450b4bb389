import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nestedPossession } from './nestedPossession.ts';

const scarce = {
  users: 500,
  thinkS: 5,
  outerServers: 32,
  outerS: 0.02,
  innerServers: 8,
  innerS: 0.08,
};

describe('nestedPossession', () => {
  test('of two users and one server of each, all of 1 s, worked by hand', () => {
    // Weights of (present, inside): (0,0) 1, (1,0) 4, (1,1) 2, (2,0) 4, (2,1) 6; 17 in all.
    const solved = nestedPossession({
      users: 2,
      thinkS: 1,
      outerServers: 1,
      outerS: 1,
      innerServers: 1,
      innerS: 1,
    });
    expect(solved.throughput).toBeCloseTo(8 / 17, 14);
    expect(solved.meanResponseS).toBeCloseTo(3.25, 13);
    expect(solved.outerUtilisation).toBeCloseTo(16 / 17, 14);
    expect(solved.innerUtilisation).toBeCloseTo(8 / 17, 14);
    expect(solved.meanWaitingOutside).toBeCloseTo(10 / 17, 14);
    expect(solved.meanWaitingInside).toBe(0);
  });

  test('of 500 users on 32 workers and 8 connections, as published with the measurements', () => {
    const solved = nestedPossession(scarce);
    expect(solved.throughput).toBeCloseTo(95.65084972, 7);
    expect(solved.meanResponseS).toBeCloseTo(0.227345094, 9);
    expect(solved.outerUtilisation).toBeCloseTo(0.6214545891, 9);
    expect(solved.innerUtilisation).toBeCloseTo(0.9565084972, 9);
    expect(solved.meanWaitingOutside).toBeCloseTo(1.859204567, 8);
    expect(solved.meanWaitingInside).toBeCloseTo(10.32146188, 7);
  });

  test('of thousands of users does not overflow, and loses nobody', () => {
    const users = 5000;
    const solved = nestedPossession({ ...scarce, users });
    expect(solved.innerUtilisation).toBeCloseTo(1, 9);
    expect(solved.throughput).toBeCloseTo(100, 7);
    // All 32 workers are taken: those inside wait for 8 connections, hardly anybody computes.
    expect(solved.outerUtilisation).toBeCloseTo(1, 9);
    expect(solved.meanWaitingOutside).toBeCloseTo(users - 500 - 32, 4);
  });

  test('without scarcity nobody waits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (users, outerS, innerS) => {
          const servers = { outerServers: users, innerServers: users };
          const solved = nestedPossession({ users, thinkS: 1, outerS, innerS, ...servers });
          expect(solved.meanResponseS).toBeCloseTo(outerS + innerS, 8);
        },
      ),
    );
  });
});
