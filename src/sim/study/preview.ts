import type { Scenario } from '../model/scenario.ts';
import type { Study, Trial } from './results.ts';
import { trialStudy } from './trial.ts';

/** Enough for an interval, few enough to follow a slider. */
export const PREVIEW_REPLICATIONS = 3;

/** What is shown of a scenario while its settings move; `seed` as in `TrialOptions`. */
export function previewStudy(scenario: Scenario, seed: number): Study<Trial> {
  return trialStudy(scenario, { replications: PREVIEW_REPLICATIONS, seed });
}
