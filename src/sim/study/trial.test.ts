import { describe, expect, test } from 'vitest';
import { withSettings } from '../model/settings.ts';
import { simulate } from '../simulate.ts';
import { drive, slotBound } from './testing.ts';
import { replicationSeeds, trialStudy } from './trial.ts';

describe('a trial', () => {
  test('draws the same first seeds however many replications there are', () => {
    const many = replicationSeeds(7, 40);
    expect(many.slice(0, 5)).toEqual(replicationSeeds(7, 5));
    expect(new Set(many).size).toBe(40);
  });

  test('of 30 users on 20 slots refuses exactly ten of them on every request', () => {
    const trial = drive(trialStudy(slotBound(30, 20), { replications: 4, seed: 1 }));
    const [read] = trial.endpoints;
    expect(trial.connections).toMatchObject({ limit: 20, max: { mean: 20 } });
    expect(trial.failuresByCause.postgres_refused.mean).toBe(read!.failures.mean);
    expect(trial.capacityFailureRate.mean).toBeGreaterThan(0.3);
    expect(trial.capacityFailureRate.mean).toBeLessThan(0.4);
    expect(trial.aggregated.functionalFailureRate.mean).toBe(0);
  });

  test('says for each figure how many replications had it, and nothing for an endpoint without a request', () => {
    const idle = slotBound(2, 20);
    const trial = drive(
      trialStudy(
        { ...idle, endpoints: { ...idle.endpoints, Unused: idle.endpoints['Read']! } },
        { replications: 3, seed: 1 },
      ),
    );
    expect(trial.endpoints[0]?.p95Ms.n).toBe(3);
    expect(trial.endpoints[1]).toMatchObject({
      name: 'Unused',
      requests: { mean: 0 },
      p95Ms: { mean: null, low: null, high: null, ci: null, n: 0 },
    });
  });

  test('keeps the interval of the mean inside the interval of one run', () => {
    const scenario = withSettings(slotBound(20, 40), { 'web.cpu_speed_sigma': 0.2 });
    const { avgMs } = drive(trialStudy(scenario, { replications: 20, seed: 3 })).aggregated;
    expect(avgMs.low!).toBeLessThan(avgMs.ci![0]);
    expect(avgMs.high!).toBeGreaterThan(avgMs.ci![1]);
  });

  test('adds up what its replications did', () => {
    const scenario = slotBound(5, 20);
    const runs = replicationSeeds(1, 3).map((seed) => simulate(scenario, seed));
    const trial = drive(trialStudy(scenario, { replications: 3, seed: 1 }));
    expect(trial.events).toBe(runs.reduce((sum, run) => sum + run.events, 0));
    expect(trial.aggregated.requests.low).toBe(
      Math.min(...runs.map((run) => run.aggregated.requests)),
    );
  });
});
