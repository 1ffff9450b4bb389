import { describe, expect, test } from 'vitest';
import { closedMmc } from './closedMmc.ts';

describe('closedMmc', () => {
  test('of 500 users who think 5 s on 20 servers of 0.2 s', () => {
    const closed = closedMmc(500, 5, 0.2, 20);
    expect(closed.throughput).toBeCloseTo(94.53971398, 7);
    expect(closed.meanResponseS).toBeCloseTo(0.2887826602, 9);
    expect(closed.meanWaitS).toBeCloseTo(0.08878266018, 9);
    expect(closed.utilisation).toBeCloseTo(0.9453971398, 9);
    expect(closed.meanInSystem).toBeCloseTo(27.3014301, 6);
  });

  test('of 50 users who think 2 s on 3 servers of 0.1 s', () => {
    expect(closedMmc(50, 2, 0.1, 3).throughput).toBeCloseTo(23.11686684, 7);
    expect(closedMmc(50, 2, 0.1, 3).meanResponseS).toBeCloseTo(0.1629228711, 9);
  });

  test('of one user never waits', () => {
    const closed = closedMmc(1, 4, 1, 3);
    expect(closed.throughput).toBeCloseTo(0.2, 12);
    expect(closed.meanWaitS).toBeCloseTo(0, 12);
  });

  test('obeys the interactive response time law', () => {
    const closed = closedMmc(120, 3, 0.5, 7);
    expect(closed.meanResponseS).toBeCloseTo(120 / closed.throughput - 3, 9);
  });

  test('of two users at one server without room to wait loses every second call', () => {
    // States 0 and 1 weigh 1 and 2; calls come at 2 and 1 per s there.
    const engset = closedMmc(2, 1, 1, 1, { capacity: 1 });
    expect(engset.blockProbability).toBeCloseTo(1 / 2, 14);
    expect(engset.throughput).toBeCloseTo(2 / 3, 14);
    expect(engset.arrivalRate).toBeCloseTo(4 / 3, 14);
  });

  test('of two users of whom one that waits gives up as fast as the other is served', () => {
    // States 0, 1 and 2 weigh 1, 2 and 1: a quarter of a call per s gives up of the one that comes.
    const impatient = closedMmc(2, 1, 1, 1, { patienceS: 1 });
    expect(impatient.meanQueueLength).toBeCloseTo(1 / 4, 14);
    expect(impatient.abandonProbability).toBeCloseTo(1 / 4, 14);
    expect(impatient.throughput).toBeCloseTo(3 / 4, 14);
  });
});
