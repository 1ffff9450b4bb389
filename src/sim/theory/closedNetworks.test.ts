import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asymptoticBounds, balancedJobBounds } from './bounds.ts';
import { closedMmc } from './closedMmc.ts';
import { closedNetwork } from './convolution.ts';
import { exactMva } from './mva.ts';

describe('exactMva', () => {
  test('of two users on CPU 0.5 s and disk 1 s with 1 s of thinking: R(2) is 2 s, X(2) 2/3 per s', () => {
    const { throughput, responseS, inStation, utilisation } = exactMva([
      { users: 2, thinkS: 1, demandsS: [0.5, 1] },
    ]);
    expect(throughput[0]).toBeCloseTo(2 / 3, 12);
    expect(responseS[0]).toBeCloseTo(2, 12);
    expect(inStation[0]).toBeCloseTo(0.4, 12);
    expect(inStation[1]).toBeCloseTo(14 / 15, 12);
    expect(utilisation[1]).toBeCloseTo(2 / 3, 12);
  });

  test('of 100 users on three stations', () => {
    const { throughput, responseS, inStation } = exactMva([
      { users: 100, thinkS: 3, demandsS: [0.02, 0.035, 0.01] },
    ]);
    expect(throughput[0]).toBeCloseTo(28.04186033, 7);
    expect(responseS[0]).toBeCloseTo(0.5660972138, 9);
    expect(inStation[1]).toBeCloseTo(14.22085169, 7);
  });

  test('of two classes of one user each, worked by hand', () => {
    // Alone: A 4 s, a quarter of it at the CPU; B 6 s, a third. Together A sees B and B sees A.
    const { throughput, responseS, inStation } = exactMva([
      { users: 1, thinkS: 0, demandsS: [1, 3] },
      { users: 1, thinkS: 0, demandsS: [2, 4] },
    ]);
    expect(responseS[0]).toBeCloseTo(19 / 3, 12);
    expect(responseS[1]).toBeCloseTo(9.5, 12);
    expect(throughput[0]).toBeCloseTo(3 / 19, 12);
    expect(throughput[1]).toBeCloseTo(2 / 19, 12);
    expect(inStation[1]).toBeCloseTo(29 / 19, 12);
    expect(inStation[0]! + inStation[1]!).toBeCloseTo(2, 12);
  });

  test('does not tell equal users in two classes from the same users in one', () => {
    const demandsS = [0.1, 0.3];
    const split = exactMva([
      { users: 7, thinkS: 1, demandsS },
      { users: 5, thinkS: 1, demandsS },
    ]);
    const together = exactMva([{ users: 12, thinkS: 1, demandsS }]);
    expect(split.throughput[0]! + split.throughput[1]!).toBeCloseTo(together.throughput[0]!, 12);
    expect(split.responseS[1]).toBeCloseTo(together.responseS[0]!, 12);
  });

  test('leaves a class without users out', () => {
    const { throughput, responseS } = exactMva([
      { users: 2, thinkS: 1, demandsS: [0.5, 1] },
      { users: 0, thinkS: 1, demandsS: [9, 9] },
    ]);
    expect(throughput[1]).toBe(0);
    expect(responseS[1]).toBeNull();
    expect(responseS[0]).toBeCloseTo(2, 12);
  });

  test('refuses demands that do not match and populations past reach', () => {
    const one = { users: 1, thinkS: 0, demandsS: [1] };
    expect(() => exactMva([one, { ...one, demandsS: [1, 2] }])).toThrow(
      'accepted: one per station',
    );
    const many = { ...one, users: 1000 };
    expect(() => exactMva([many, many, many])).toThrow('too many for exact MVA');
  });
});

describe('closedNetwork', () => {
  test('agrees with mean value analysis for single servers', () => {
    const stations = [0.02, 0.035, 0.01].map((demandS) => ({ demandS, servers: 1 }));
    const { throughput, inStation } = closedNetwork(100, 3, stations);
    expect(throughput).toBeCloseTo(28.04186033, 7);
    expect(inStation[0]).toBeCloseTo(1.264539281, 7);
    expect(inStation[2]).toBeCloseTo(0.3890280284, 8);
  });

  test('lets who comes find the network as it is without itself', () => {
    const stations = [
      { demandS: 0.5, servers: 1 },
      { demandS: 1, servers: 2 },
    ];
    const { found, states } = closedNetwork(5, 1, stations);
    const others = closedNetwork(4, 1, stations);
    for (const k of [0, 1]) {
      expect(found[k]).toEqual(others.states[k]);
      expect(states[k]!.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  test('agrees with the birth-death chain for one station of 20 servers', () => {
    const { throughput, meanResponseS, utilisation } = closedNetwork(500, 5, [
      { demandS: 0.2, servers: 20 },
    ]);
    const chain = closedMmc(500, 5, 0.2, 20);
    expect(throughput).toBeCloseTo(chain.throughput, 8);
    expect(meanResponseS).toBeCloseTo(chain.meanResponseS, 9);
    expect(utilisation[0]).toBeCloseTo(chain.utilisation, 10);
  });

  test('works without thinking: all users are at the stations', () => {
    const { throughput, inStation } = closedNetwork(3, 0, [
      { demandS: 1, servers: 1 },
      { demandS: 1, servers: 1 },
    ]);
    expect(throughput).toBeCloseTo(3 / 4, 12);
    expect(inStation[0]).toBeCloseTo(1.5, 12);
  });

  test('loses nobody and stays within the asymptotic bounds', () => {
    const station = fc.record({
      demandS: fc.double({ min: 0.001, max: 2, noNaN: true }),
      servers: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.array(station, { minLength: 1, maxLength: 4 }),
        (users, thinkS, stations) => {
          const solved = closedNetwork(users, thinkS, stations);
          const inside = solved.inStation.reduce((a, b) => a + b) + solved.throughput * thinkS;
          expect(inside).toBeCloseTo(users, 6);
          const { throughput, responseS } = asymptoticBounds(users, thinkS, stations);
          expect(solved.throughput).toBeGreaterThanOrEqual(throughput[0] * (1 - 1e-9));
          expect(solved.throughput).toBeLessThanOrEqual(throughput[1] * (1 + 1e-9));
          expect(solved.meanResponseS).toBeGreaterThanOrEqual(responseS[0] - 1e-6);
          expect(solved.meanResponseS).toBeLessThanOrEqual(responseS[1] + 1e-6);
        },
      ),
    );
  });
});

describe('asymptoticBounds', () => {
  test('of 20 users on 0.5 s of CPU and 1 s on 4 disks with 6 s of thinking', () => {
    const bounds = asymptoticBounds(20, 6, [
      { demandS: 0.5, servers: 1 },
      { demandS: 1, servers: 4 },
    ]);
    expect(bounds.knee).toBe(15); // 7.5 s per round, a request every 0.5 s
    expect(bounds.throughput).toEqual([20 / 36, 2]);
    expect(bounds.responseS).toEqual([4, 30]);
  });
});

describe('balancedJobBounds', () => {
  test('meet where all stations have the same demand: three users on two of 1 s do 3/4 per s', () => {
    const [low, high] = balancedJobBounds(3, 0, [1, 1]);
    expect([low, high]).toEqual([3 / 4, 3 / 4]);
    expect(exactMva([{ users: 3, thinkS: 0, demandsS: [1, 1] }]).throughput[0]).toBe(3 / 4);
  });

  test('enclose the exact throughput, within the asymptotic bounds', () => {
    const demand = fc.double({ min: 0.01, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.array(demand, { minLength: 1, maxLength: 4 }),
        (users, thinkS, demandsS) => {
          const exact = exactMva([{ users, thinkS, demandsS }]).throughput[0]!;
          const [low, high] = balancedJobBounds(users, thinkS, demandsS);
          expect(low).toBeLessThanOrEqual(exact * (1 + 1e-9));
          expect(high).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
          const stations = demandsS.map((demandS) => ({ demandS, servers: 1 }));
          const wide = asymptoticBounds(users, thinkS, stations).throughput;
          expect(low).toBeGreaterThanOrEqual(wide[0] * (1 - 1e-9));
          expect(high).toBeLessThanOrEqual(wide[1] * (1 + 1e-9));
        },
      ),
    );
  });
});
