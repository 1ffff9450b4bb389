import { beforeEach, describe, expect, it } from 'vitest';
import mm1 from '../../../../fixtures/queues/mm1.json' with { type: 'json' };
import mmc from '../../../../fixtures/queues/mmc.json' with { type: 'json' };
import { answerNetwork } from '../../../sim/lab/answer.ts';
import type { OrderText } from '../../../contract/queue/runOrder.ts';
import type { NetworkOrder, RunNetwork } from '../../platform/networkRunner.ts';
import { openExample, outdated } from './selectors.ts';
import { createQueues, type Queues, type QueuesState } from './store.ts';

/** Runs in this thread, a step whenever the test says so. */
let steps: (() => void)[];
let orders: NetworkOrder[];
const byHand: RunNetwork = (order, onReplication) => {
  orders.push(order);
  const { network, seed } = order;
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
          onReplication(step.value.done);
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
  orders = [];
  said = [];
  queues = createQueues([mm1, mmc], byHand, (text) => void said.push(text));
});

describe('the laboratory', () => {
  it('starts with the first example and runs nothing by itself', () => {
    expect(state()).toMatchObject({ text: JSON.stringify(mm1, null, 2), progress: null });
    expect(openExample(state())).toBe(0);
    expect(steps).toEqual([]);
  });

  it('runs an example as soon as it is chosen, and says when it is done', async () => {
    queues.choose(1);
    expect(openExample(state())).toBe(1);
    expect(state()).toMatchObject({
      progress: { done: 0, replications: 30 },
      answer: null,
    });
    await finish();
    expect(state()).toMatchObject({
      progress: null,
      answer: { title: mmc.title, replications: 2 },
    });
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
    expect(state()).toMatchObject({ progress: null, answer: { title: mm1.title }, editing: true });
    expect(steps).toEqual([]);
  });

  it('says of an answer that its document has changed since, until it is as it was', async () => {
    queues.choose(0);
    expect(outdated(state())).toBeNull();
    await finish();
    expect(outdated(state())).toBeNull();
    const { text } = state();
    queues.edit('{');
    queues.run();
    expect(outdated(state())).toBe('Of the document before its last change');
    expect(openExample(state())).toBe(-1);
    queues.edit(text);
    expect(outdated(state())).toBeNull();
    expect(openExample(state())).toBe(0);
  });

  it('says of an answer that it was ordered otherwise', async () => {
    queues.choose(0);
    await finish();
    queues.arrange({ seed: '2' });
    expect(outdated(state())).toBe('Of other replications, seed or transient');
    queues.arrange({ seed: '1' });
    expect(outdated(state())).toBeNull();
  });

  it('knows what an answer is of although the document was changed while it was made', async () => {
    queues.choose(0);
    queues.edit('{');
    await finish();
    expect(outdated(state())).toBe('Of the document before its last change');
  });

  it('looks again at what it refused with every change, and at nothing before', () => {
    queues.edit('{');
    expect(state().issues).toEqual([]);
    queues.run();
    expect(state().issues).toMatchObject([{ path: 'line 1, column 2' }]);
    queues.edit(JSON.stringify({ ...mm1, colour: 'red' }));
    expect(state().issues).toMatchObject([{ path: 'colour' }]);
    queues.edit(JSON.stringify(mm1));
    expect(state().issues).toEqual([]);
  });

  it('runs as often, from which seed and for how long it is told', () => {
    queues.arrange({ replications: '5', seed: '7', transient_s: '0.5' });
    expect(state().network!.run).toEqual({ transient: { run_time_s: 0.5 } });
    queues.run();
    expect(orders).toMatchObject([
      { replications: 5, seed: 7, network: { run: { transient: { run_time_s: 0.5 } } } },
    ]);
    expect(state().progress).toEqual({ done: 0, replications: 5 });
  });

  it('keeps replications and seed for the next example, but not the time of a transient', () => {
    queues.arrange({ replications: '5', seed: '7', transient_s: '60' });
    queues.choose(1);
    expect(state().order).toEqual({ replications: '5', seed: '7', transient_s: '' });
    expect(orders).toMatchObject([{ network: { run: { steady_state: {} } } }]);
  });

  const unaccepted: readonly Partial<OrderText>[] = [
    { replications: '1' },
    { replications: '12abc' },
    { replications: '' },
    { seed: '1e9' },
    { transient_s: '0' },
  ];
  it.each(unaccepted)(
    'runs nothing as ordered by %j, and keeps the network and what was typed',
    (changes) => {
      queues.arrange(changes);
      expect(state().order).toMatchObject(changes);
      queues.run();
      expect(steps).toEqual([]);
      expect(state().network).toMatchObject({ title: mm1.title, run: { steady_state: {} } });
    },
  );

  it('describes a network without a steady state, and says where to ask for a transient', () => {
    const slow = JSON.stringify(mm1).replace('"mean_s":1}', '"mean_s":99}');
    queues.edit(slow);
    expect(state().network).toMatchObject({ title: mm1.title });
    queues.run();
    expect(state().issues[0]!.message).toMatch(
      /accepted: a load below 1, or a transient from an empty system, its time in the field “Transient, s” above$/,
    );
    queues.arrange({ transient_s: '60' });
    expect(state().issues).toEqual([]);
    queues.run();
    expect(state()).toMatchObject({ progress: { done: 0 } });
  });

  it('forgets a run that was cancelled or overtaken', async () => {
    queues.choose(0);
    queues.cancel();
    expect(state().progress).toBeNull();
    await finish();
    expect(state().answer).toBeNull();
    queues.choose(0);
    queues.choose(1);
    await finish();
    expect(state().answer!.title).toBe(mmc.title);
  });
});
