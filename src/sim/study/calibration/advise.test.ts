import { describe, expect, test } from 'vitest';
import { withSettings } from '../../model/settings.ts';
import { safeUsersOverSets } from '../overSets.ts';
import { apiTargets } from '../targets.ts';
import { drive, slotBound } from '../testing.ts';
import { adviceStudy } from './advise.ts';

const slots = 'postgres.slots_taken_before';
/** Of 40 slots between 5 and 14 are taken: exactly 35 to 26 users are safe. */
const taken = Array.from({ length: 40 }, (_, i) => 5 + (i % 10));
const scenario = withSettings(slotBound(30, 40), {
  parameter_sets: {
    paths: [slots, 'web.cpu_cores'],
    point: [0, 4],
    values: taken.map((value, i) => [value, 2 + ((i * 7) % 5)]),
  },
});
const options = { seed: 1, target: apiTargets[0]!, mostUsers: 60 };

describe('safe users over parameter sets', () => {
  test('are those of each set by itself', () => {
    const users = drive(safeUsersOverSets(scenario, { ...options, sets: 40, replications: 2 }));
    expect(users).toEqual(taken.map((value) => 40 - value));
  });
});

describe('the advice what to measure next', () => {
  const advice = drive(adviceStudy(scenario, { ...options, host: 'http://localhost:8001' }));

  test('is to look at the slots when the answer depends on nothing else', () => {
    expect(advice.candidates[0]).toMatchObject({ id: 'pg-stat-activity' });
    expect(advice.candidates[0]!.explained).toBeGreaterThan(0.99);
    expect(advice.candidates[0]!.command).toContain('pg_stat_activity');
    const cores = advice.candidates.find(({ id }) => id === 'cpu-count')!;
    expect(cores.explained).toBeLessThan(0.1);
  });

  test('says how sure the answer is now, and how sure it would be', () => {
    expect(advice.safeUsers.median).toBeGreaterThanOrEqual(30);
    expect(advice.safeUsers.median).toBeLessThanOrEqual(31);
    for (const { explained, deviation } of advice.candidates) {
      expect(deviation).toBeCloseTo(advice.safeUsers.deviation * Math.sqrt(1 - explained), 9);
    }
  });

  test('gives a command for each measurement, with the load of the scenario', () => {
    const half = advice.candidates.find(({ id }) => id === 'run-half')!;
    expect(half.command).toContain('--users 15 --spawn-rate 10 --run-time 20s');
  });
});
