import { beforeEach, describe, expect, it } from 'vitest';
import mm1 from '../../../../fixtures/queues/mm1.json' with { type: 'json' };
import mmc from '../../../../fixtures/queues/mmc.json' with { type: 'json' };
import { answerNetwork } from '../../../sim/lab/answer.ts';
import type { RunNetwork } from '../../platform/networkRunner.ts';
import { createQueues, type Queues, type QueuesState } from './store.ts';

/** Runs in this thread, a step whenever the test says so. */
let steps: (() => void)[];
const byHand: RunNetwork = ({ network, seed }, onReplication) => {
  let cancelled = false;
  const answer = new Promise<never>((resolve, reject) => {
    steps.push(() => {
      if (cancelled) return;
      try {
        const study = answerNetwork(
          { ...network, run: { transient: { run_time_s: 20 } } },
          2,
          seed,
        );
        for (let step = study.next(); ; step = study.next()) {
          if (step.done === true) {
            resolve(step.value as never);
            return;
          }
          onReplication(step.value);
        }
      } catch (error) {
        reject(error as Error);
      }
    });
  });
  return { answer, cancel: () => void (cancelled = true) };
};

let queues: Queues;
let said: string[];
const state = (): QueuesState => queues.store.getState();

async function finish(): Promise<void> {
  for (const step of steps.splice(0)) step();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

beforeEach(() => {
  steps = [];
  said = [];
  queues = createQueues([mm1, mmc], byHand, (text) => void said.push(text));
});

describe('the laboratory', () => {
  it('starts with the first example and runs nothing by itself', () => {
    expect(state()).toMatchObject({ open: 0, text: JSON.stringify(mm1, null, 2), done: null });
    expect(steps).toEqual([]);
  });

  it('runs an example as soon as it is chosen, and says when it is done', async () => {
    queues.choose(1);
    expect(state()).toMatchObject({ open: 1, done: 0, answer: null });
    await finish();
    expect(state()).toMatchObject({ done: null, answer: { title: mmc.title, replications: 2 } });
    expect(said).toEqual([`${mmc.title}: done, 2 replications.`]);
  });

  it('runs what is in the editor, not the example', async () => {
    queues.edit(JSON.stringify({ ...mm1, title: 'Mine' }));
    queues.run();
    await finish();
    expect(state().answer!.title).toBe('Mine');
  });

  it('knows the network that the text describes, while it describes one', () => {
    queues.edit(JSON.stringify({ ...mm1, title: 'Mine' }));
    expect(state().network).toMatchObject({ title: 'Mine', run: { steady_state: {} } });
    queues.edit('{');
    expect(state()).toMatchObject({ network: null, issues: [] });
  });

  it.each([
    ['', 'document'],
    ['{', 'line 1, column 2'],
    [JSON.stringify(mm1).replace('{', '{"version": 1, '), 'version'],
    [JSON.stringify({ ...mm1, stations: { desk: { servers: 0 } } }), 'stations.desk.servers'],
    [JSON.stringify({ ...mm1, colour: 'red' }), 'colour'],
  ])('says where a document is wrong and keeps the last answer: %s', async (text, path) => {
    queues.choose(0);
    await finish();
    queues.edit(text);
    queues.run();
    expect(state().issues.map((issue) => issue.path)).toContain(path);
    expect(state()).toMatchObject({ done: null, answer: { title: mm1.title } });
    expect(steps).toEqual([]);
  });

  it('forgets a run that was cancelled or overtaken', async () => {
    queues.choose(0);
    queues.cancel();
    expect(state().done).toBeNull();
    await finish();
    expect(state().answer).toBeNull();
    queues.choose(0);
    queues.choose(1);
    await finish();
    expect(state().answer!.title).toBe(mmc.title);
  });
});
