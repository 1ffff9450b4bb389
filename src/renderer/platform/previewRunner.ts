import { AppError } from '../../contract/errors.ts';
import { parseScenario } from '../../contract/scenario/check.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import { PREVIEW_REPLICATIONS, previewStudy } from '../../sim/study/preview.ts';
import type { ReplicationTask, RunSummary, Trial } from '../../sim/study/results.ts';
import { createReplicator, type Replicator } from './replicator.ts';

export interface PreviewOrder {
  readonly scenario: Scenario;
  /** 0..2^32-1 */
  readonly seed: number;
}

/**
 * The same trial wherever it is computed. Rejects with `AppError('invalid-input')` for a scenario that is not accepted, and with
 * `AppError('cancelled')` when a newer preview has taken its place.
 */
export type RunPreview = (order: PreviewOrder) => Promise<Trial>;

export interface Previews {
  /** Starts the workers where there are none, and has them rehearse with `scenario`. */
  prepare(scenario: Scenario): void;
  readonly run: RunPreview;
}

/**
 * Previews in workers of this page, one for each replication, which live on from one preview to the next. While any of them
 * rehearses, and where one fails or is silent, `fromHost` answers instead; the next preview has it replaced.
 */
export function createPreviews(
  fromHost: RunPreview,
  startWorker: () => Worker = startPreviewWorker,
): Previews {
  let replicators: Replicator[] = [];
  let newest = 0;

  function staff(scenario: Scenario): void {
    replicators = replicators.filter((replicator) => replicator.standing() !== 'gone');
    while (replicators.length < PREVIEW_REPLICATIONS)
      replicators.push(createReplicator(startWorker(), scenario));
  }

  async function inPage(scenario: Scenario, seed: number): Promise<Trial> {
    // What is still at work is at work on an older preview.
    for (const replicator of replicators)
      if (replicator.standing() === 'busy') replicator.dismiss();
    staff(scenario);
    if (replicators.some((replicator) => replicator.standing() !== 'free'))
      throw new Error('There are workers that have not rehearsed yet.');
    const study = previewStudy(scenario, seed);
    let step = study.next();
    while (step.done !== true) step = study.next(await replicate(step.value.tasks));
    return step.value;
  }

  /** As many replications as there are replicators, all of which are free. */
  function replicate(tasks: readonly ReplicationTask[]): Promise<RunSummary[][]> {
    const free = replicators.values();
    return Promise.all(
      tasks.map(({ scenario, seeds }) =>
        Promise.all(seeds.map((seed) => free.next().value!.replicate({ scenario, seed }))),
      ),
    );
  }

  return {
    prepare(scenario) {
      try {
        staff(scenario);
      } catch {
        // Where no worker can be started, the host answers.
      }
    },
    async run(order) {
      const scenario = parseScenario(order.scenario);
      const mine = ++newest;
      const trial = await inPage(scenario, order.seed).catch(() =>
        mine === newest ? fromHost(order) : null,
      );
      if (trial === null || mine !== newest)
        throw new AppError('cancelled', 'A newer preview has taken the place of this one');
      return trial;
    },
  };
}

function startPreviewWorker(): Worker {
  return new Worker(new URL('./previewWorker.ts', import.meta.url), { type: 'module' });
}
