import type { ParameterSets, Scenario } from '../../sim/model/scenario.ts';
import { settingAt } from '../../sim/model/settings.ts';
import type { Issue } from '../errors.ts';

/** What is wrong with the uncertain settings of a scenario: lists of unlike length, or a path that leads nowhere. */
export function parameterSetFaults(scenario: Scenario): Issue[] {
  const { parameter_sets: sets } = scenario;
  if (sets === null) return [];
  return [...lengthFaults(sets), ...pathFaults(scenario, sets)];
}

function lengthFaults({ paths, point, values }: ParameterSets): Issue[] {
  const lists: (readonly [string, readonly number[]])[] = [
    ['point', point],
    ...values.map((list, i) => [`values.${i}`, list] as const),
  ];
  return lists
    .filter(([, list]) => list.length !== paths.length)
    .map(([name, list]) => ({
      path: `parameter_sets.${name}`,
      message: `has ${list.length} numbers; accepted: one for each of the ${paths.length} paths`,
    }));
}

function pathFaults(scenario: Scenario, { paths }: ParameterSets): Issue[] {
  return paths.flatMap((path, i): Issue[] =>
    settingAt(scenario, path) !== undefined
      ? []
      : [
          {
            path: `parameter_sets.paths.${i}`,
            message: `"${path}" is no setting of this scenario; accepted: a path such as "web.cpu_cores"`,
          },
        ],
  );
}
