import { describe, expect, test } from 'vitest';
import { type Settings, withSettings } from '../model/settings.ts';
import { simulate } from '../simulate.ts';
import { gapStudy } from './gap.ts';
import type { Fix } from './results.ts';
import { drive, slotBound } from './testing.ts';
import { capacityFailureRate, replicationSeeds } from './trial.ts';

const fixes: readonly Fix[] = [
  {
    id: 'more-slots',
    label: 'More slots',
    priority: 1,
    promise: '',
    stacks: true,
    settings: { 'postgres.max_connections': 40 },
  },
  {
    id: 'age-zero',
    label: 'CONN_MAX_AGE 0',
    priority: 2,
    promise: '',
    stacks: true,
    settings: { 'django.CONN_MAX_AGE': 0 },
  },
];
const scenario = slotBound(20, 23);
const gap = drive(gapStudy(scenario, { fixes, targetUsers: 50, seed: 1, replications: 4 }));
const [asTested, repaired] = gap.workloads;

describe('the gap', () => {
  test('tells the safe users of the service as it is', () => {
    expect(asTested?.safeUsersByTarget[0]).toMatchObject({ target: 'error-rate', value: 23 });
    expect(asTested?.ladder.map(({ users }) => users)).toEqual([50]);
  });

  test('tries each fix alone and the stacking ones on top of one another', () => {
    const outcomes = asTested!.fixes.map(({ id, mode, safeUsersByTarget }) => [
      id,
      mode,
      safeUsersByTarget[0]!.value,
    ]);
    expect(outcomes).toEqual([
      ['more-slots', 'alone', 40],
      ['age-zero', 'alone', 50],
      ['more-slots', 'stacked', 40],
      ['age-zero', 'stacked', 50],
    ]);
  });

  test('compares each fix with the service as it is, seed by seed', () => {
    const [moreSlots] = asTested!.fixes;
    const seeds = replicationSeeds(1, 4);
    const failing = (settings: Settings): number[] =>
      seeds.map((seed) => {
        const loaded = withSettings(scenario, { 'run.users': 50, ...settings });
        return capacityFailureRate(simulate(loaded, seed).aggregated)!;
      });
    const without = failing({});
    const differences = failing(fixes[0]!.settings).map((rate, i) => rate - without[i]!);
    const [change] = moreSlots!.changes;
    expect(change).toMatchObject({ users: 50, capacityFailureRate: { n: 4 } });
    const { mean, ci } = change!.capacityFailureRate;
    expect(mean).toBeCloseTo(differences.reduce((sum, d) => sum + d, 0) / 4, 12);
    expect(ci![0]).toBeLessThan(mean!);
    expect(ci![1]).toBeLessThan(0);
  });

  test('finds no difference at all where a fix changes nothing that matters', () => {
    const idle: Fix = {
      ...fixes[0]!,
      id: 'idle',
      settings: { 'postgres.slots_released_at_s': 5 },
    };
    const { workloads } = drive(
      gapStudy(scenario, { fixes: [idle], targetUsers: 50, seed: 1, replications: 4 }),
    );
    expect(workloads[0]?.fixes[0]?.changes[0]?.p95Ms).toEqual({ mean: 0, ci: [0, 0], n: 4 });
  });

  test('names the slots as the limit where connections are refused', () => {
    expect(asTested?.ladder[0]?.limit).toBe(
      'PostgreSQL refuses connections: all 23 slots are taken.',
    );
  });

  test('marks loads beyond twice the measured one as extrapolated', () => {
    expect(asTested?.ladder[0]?.extrapolated).toBe(true);
  });

  test('shows the repaired workload as a guess, and repairs it', () => {
    expect(repaired?.provenance.kind).toBe('guess');
    const failing = withSettings(scenario, {
      'endpoints.Read.functional_failure': { status: 400, share: 1 },
    });
    const { workloads } = drive(
      gapStudy(failing, { fixes: [], targetUsers: 50, seed: 1, replications: 4 }),
    );
    expect(workloads[0]?.ladder[0]?.functionalFailureRate.mean).toBeGreaterThan(0.3);
    expect(workloads[1]?.ladder[0]?.functionalFailureRate.mean).toBe(0);
  });

  test('counts a functional failure against no target', () => {
    const failing = withSettings(scenario, {
      'endpoints.Read.functional_failure': { status: 400, share: 1 },
    });
    const { workloads } = drive(
      gapStudy(failing, { fixes: [], targetUsers: 50, seed: 1, replications: 4 }),
    );
    expect(workloads[0]?.safeUsersByTarget[0]?.value).toBe(23);
  });
});
