import { AppError } from '../contract/errors.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Trial } from '../sim/study/results.ts';
import { trialStudy } from '../sim/study/trial.ts';
import type { Executor } from './ports.ts';
import { runStudy } from './studyRunner.ts';

/** Enough for an interval, few enough to follow a slider. */
const REPLICATIONS = 3;

export interface Preview {
  /** Rejects with `AppError('cancelled')` when a newer preview has taken its place. */
  run(scenario: Scenario, seed: number): Promise<Trial>;
  close(): void;
}

export function createPreview(executor: Executor): Preview {
  let newest: AbortController | null = null;
  const cancel = (reason: string): void => newest?.abort(new AppError('cancelled', reason));
  return {
    async run(scenario, seed) {
      cancel('A newer preview has taken the place of this one');
      const controller = new AbortController();
      newest = controller;
      try {
        return await runStudy(
          trialStudy(scenario, { replications: REPLICATIONS, seed }),
          executor,
          {
            signal: controller.signal,
            onProgress: () => {},
          },
        );
      } finally {
        if (newest === controller) newest = null;
      }
    },
    close: () => cancel('Plimsoll is closing'),
  };
}
