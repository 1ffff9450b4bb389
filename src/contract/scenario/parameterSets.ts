import type { ParameterSets, Scenario } from '../../sim/model/scenario.ts';
import type { Issue } from '../errors.ts';

/** What is wrong with the uncertain settings of a scenario: lists of unlike length, or a path that leads to no number. */
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
    typeof valueAt(scenario, path) === 'number'
      ? []
      : [
          {
            path: `parameter_sets.paths.${i}`,
            message: `"${path}" is no numeric setting of this scenario; accepted: a path such as "web.cpu_cores"`,
          },
        ],
  );
}

function valueAt(document: unknown, path: string): unknown {
  let node = document;
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}
