import { describe, expect, it } from 'vitest';
import { tinyScenario } from '../../sim/testing.ts';
import { parameterSetFaults } from './parameterSets.ts';

const paths = ['web.cpu_cores', 'externals.gone.python_ms'];

describe('the uncertain settings of a scenario', () => {
  it('are sound with a number for each path, whether or not the path still leads somewhere', () => {
    const sets = {
      paths,
      point: [2, 3],
      values: [
        [1, 2],
        [3, 4],
      ],
    };
    expect(parameterSetFaults(tinyScenario({ parameter_sets: sets }))).toEqual([]);
    expect(parameterSetFaults(tinyScenario())).toEqual([]);
  });

  it('are refused where a list is too short or too long, by its path', () => {
    const sets = {
      paths,
      point: [2],
      values: [
        [1, 2],
        [3, 4, 5],
      ],
    };
    expect(parameterSetFaults(tinyScenario({ parameter_sets: sets }))).toEqual([
      {
        path: 'parameter_sets.point',
        message: 'has 1 numbers; accepted: one for each of the 2 paths',
      },
      {
        path: 'parameter_sets.values.1',
        message: 'has 3 numbers; accepted: one for each of the 2 paths',
      },
    ]);
  });
});
