import type { Scenario } from '../../sim/model/scenario.ts';
import type { Issue } from '../errors.ts';

/**
 * Lists of unlike length among the uncertain settings of a scenario. A path that leads nowhere is no fault: whoever takes an
 * external service out of a fitted scenario need not clean up after the calibration, since only what is there is drawn.
 */
export function parameterSetFaults({ parameter_sets: sets }: Scenario): Issue[] {
  if (sets === null) return [];
  const { paths, point, values } = sets;
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
