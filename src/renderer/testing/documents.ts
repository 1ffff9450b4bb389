import measurement from '../../../fixtures/nov8/measurement.json' with { type: 'json' };
import nov8 from '../../../fixtures/scenarios/nov8.json' with { type: 'json' };
import { parseScenario } from '../../contract/scenario/check.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import type { Measurement } from '../../sim/study/results.ts';

/** For tests: documents of the project itself. */

export function nov8Scenario(): Scenario {
  return parseScenario(nov8);
}

export function nov8Measurement(): Measurement {
  return measurement as Measurement;
}
