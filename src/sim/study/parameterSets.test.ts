import { describe, expect, test } from 'vitest';
import { withSettings } from '../model/settings.ts';
import { simulate } from '../simulate.ts';
import { setsFor, spread, withParameterSet } from './parameterSets.ts';
import { drive, slotBound } from './testing.ts';
import { replicationSeeds, trialStudy } from './trial.ts';

const path = 'postgres.slots_taken_before';
/** 30 users on 40 slots, of which 8, 12 or 16 may be taken before. */
const scenario = withSettings(slotBound(30, 40), {
  [path]: 12,
  parameter_sets: { paths: [path], point: [12], values: [[8], [12], [16]] },
});

describe('a parameter set', () => {
  test('takes the place of the fitted values, and is itself certain', () => {
    const drawn = withParameterSet(scenario, 2);
    expect(drawn.postgres.slots_taken_before).toBe(16);
    expect(drawn.parameter_sets).toBeNull();
  });

  test('leaves alone what has been changed since it was fitted', () => {
    const changed = withSettings(scenario, { [path]: 0 });
    expect(withParameterSet(changed, 2).postgres.slots_taken_before).toBe(0);
  });

  test('is used by at least two replications, or by none', () => {
    expect([2, 3, 4, 5, 6, 60].map((replications) => setsFor(scenario, replications))).toEqual([
      1, 1, 2, 2, 3, 3,
    ]);
  });

  test('gives every seed the same set whether its replications are asked for at once or in parts', () => {
    const seeds = replicationSeeds(1, 7);
    const inParts = [
      spread(scenario, seeds.slice(0, 4), 3),
      spread(scenario, seeds.slice(4), 3, 4),
    ];
    const taken = (parts: typeof inParts): [number, number][] =>
      parts
        .flatMap(({ tasks }) => tasks)
        .flatMap(({ scenario: { postgres }, seeds: own }) =>
          own.map((seed): [number, number] => [seed, postgres.slots_taken_before]),
        )
        .sort(([a], [b]) => a - b);
    expect(taken(inParts)).toEqual(taken([spread(scenario, seeds, 3)]));
  });
});

describe('a trial with uncertain parameters', () => {
  const trial = drive(trialStudy(scenario, { replications: 12, seed: 1 }));

  test('shows apart what chance does and what is not known', () => {
    expect(trial.uncertainty!.parameterSets).toBe(3);
    const failures = trial.uncertainty!.figures.find(
      ({ endpoint, figure }) => endpoint === null && figure === 'capacityFailureRate',
    )!;
    // 0, 2 or 6 of 30 users are refused each time: hardly anything here is chance.
    expect(failures.parameters).toBeGreaterThan(5 * failures.chance);
  });

  test('has an interval of the mean that the number of replications cannot buy', () => {
    const certain = drive(
      trialStudy({ ...scenario, parameter_sets: null }, { replications: 12, seed: 1 }),
    );
    expect(certain.uncertainty).toBeNull();
    const width = ({ ci }: typeof trial.capacityFailureRate): number => ci![1] - ci![0];
    expect(width(trial.capacityFailureRate)).toBeGreaterThan(
      5 * width(certain.capacityFailureRate),
    );
  });

  test('keeps its runs in the order of their seeds', () => {
    const seeds = replicationSeeds(1, 12);
    const { tasks, runs } = spread(scenario, seeds, 3);
    const results = tasks.map((task) => task.seeds.map((seed) => simulate(task.scenario, seed)));
    expect(runs(results).map(({ seed }) => seed)).toEqual(seeds);
  });
});
