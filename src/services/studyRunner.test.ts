import { describe, expect, it } from 'vitest';
import { someScenario } from '../../fixtures/factories/results.ts';
import { AppError } from '../contract/errors.ts';
import type { RunSummary, Study } from '../sim/study/results.ts';
import { trialStudy } from '../sim/study/trial.ts';
import { inlineExecutor } from './inlineExecutor.ts';
import type { Executor } from './ports.ts';
import { runStudy, runStudySync } from './studyRunner.ts';

const scenario = someScenario();
const ignore = (): void => {};
const quiet = { signal: new AbortController().signal, onProgress: ignore };

/** Two batches of two tasks; the result is the number of summaries of each task. */
function* twoBatches(): Study<number[]> {
  const counts: number[] = [];
  for (const [progress, until] of [
    [0, 0.4],
    [0.4, 1],
  ] as const) {
    const tasks = [
      { scenario, seeds: [1] },
      { scenario, seeds: [2, 3] },
    ];
    const results = yield { tasks, progress, until, label: `batch at ${progress}` };
    counts.push(...results.map((summaries) => summaries.length));
  }
  return counts;
}

describe('runStudy', () => {
  it('comes to the same result as a study run on the spot', async () => {
    const study = () => trialStudy(scenario, { replications: 4, seed: 3 });
    expect(await runStudy(study(), inlineExecutor, quiet)).toEqual(runStudySync(study()));
  });

  it('hands every batch over and the summaries back, task by task', async () => {
    expect(await runStudy(twoBatches(), inlineExecutor, quiet)).toEqual([1, 2, 1, 2]);
  });

  it('reports progress replication by replication, within each batch and between them', async () => {
    const reports: [number, string][] = [];
    await runStudy(twoBatches(), inlineExecutor, {
      ...quiet,
      onProgress: (...report) => reports.push(report),
    });
    expect(reports.map(([progress, label]) => [Number(progress.toFixed(3)), label])).toEqual([
      [0, 'batch at 0'],
      [0.133, 'batch at 0'],
      [0.267, 'batch at 0'],
      [0.4, 'batch at 0'],
      [0.4, 'batch at 0.4'],
      [0.6, 'batch at 0.4'],
      [0.8, 'batch at 0.4'],
      [1, 'batch at 0.4'],
    ]);
  });

  it('stops soon after it is cancelled, with the reason that was given', async () => {
    const controller = new AbortController();
    const study = trialStudy(scenario, { replications: 500, seed: 1 });
    const run = runStudy(study, inlineExecutor, { signal: controller.signal, onProgress: ignore });
    controller.abort(new AppError('cancelled', 'Superseded'));
    await expect(run).rejects.toMatchObject({ code: 'cancelled', message: 'Superseded' });
  });

  it('does not begin when it is cancelled already', async () => {
    const never: Executor = { run: () => Promise.reject(new Error('was asked')) };
    const signal = AbortSignal.abort();
    await expect(
      runStudy(twoBatches(), never, { signal, onProgress: ignore }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('fails with what the executor fails with', async () => {
    const broken: Executor = { run: () => Promise.reject(new RangeError('replication 7 failed')) };
    await expect(runStudy(twoBatches(), broken, quiet)).rejects.toThrow(
      new RangeError('replication 7 failed'),
    );
  });

  it('discards summaries that arrive after the cancellation', async () => {
    const controller = new AbortController();
    const late: Executor = {
      async run(tasks) {
        controller.abort();
        return tasks.map((): RunSummary[] => []);
      },
    };
    const options = { signal: controller.signal, onProgress: ignore };
    await expect(runStudy(twoBatches(), late, options)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('a study that was stopped', () => {
  /** Two batches whose second can be begun with at once. */
  function* resumable(checkpoint?: string): Study<number[]> {
    const seeds: number[] = checkpoint === undefined ? [] : (JSON.parse(checkpoint) as number[]);
    for (const seed of [1, 2].slice(seeds.length)) {
      const tasks = [{ scenario, seeds: [seed] }];
      const progress = seeds.length / 2;
      const state = JSON.stringify(seeds);
      const [runs] = yield { tasks, progress, until: progress + 0.5, label: '', checkpoint: state };
      seeds.push(runs![0]!.seed);
    }
    return seeds;
  }

  it('is taken up from what it said last, and only that is computed again', async () => {
    const controller = new AbortController();
    const kept: string[] = [];
    const stopped = runStudy(resumable(), inlineExecutor, {
      ...quiet,
      signal: controller.signal,
      onCheckpoint: async ({ state }) => {
        kept.push(state);
        if (kept.length === 2) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(kept).toEqual(['[]', '[1]']);
    const asked: number[] = [];
    const counting: Executor = {
      run: (tasks, options) => {
        asked.push(...tasks.flatMap(({ seeds }) => seeds));
        return inlineExecutor.run(tasks, options);
      },
    };
    expect(await runStudy(resumable(kept.at(-1)), counting, quiet)).toEqual([1, 2]);
    expect(asked).toEqual([2]);
  });
});
