import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { someScenario, someTrial } from '../../../fixtures/factories/results.ts';
import { parseScenario } from '../../contract/scenario/check.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import type { Trial } from '../../sim/study/results.ts';
import { nov8Scenario } from '../testing/documents.ts';
import { createPreviews, type Previews, type RunPreview } from './previewRunner.ts';
import {
  type Rehearsal,
  type ReplicationOrder,
  SIGN_OF_LIFE_MS,
  SILENCE_MS,
} from './replicator.ts';

/** A worker that carries out its orders here, when the test says so. */
class WorkerByHand extends EventTarget {
  readonly orders: ReplicationOrder[] = [];
  rehearsedWith: Scenario | null = null;
  alive = true;
  postMessage(order: ReplicationOrder | Rehearsal): void {
    if ('rehearse' in order) this.rehearsedWith = order.rehearse;
    else this.orders.push(order);
  }
  terminate(): void {
    this.alive = false;
  }
  say(data: unknown): void {
    if (this.alive) this.dispatchEvent(new MessageEvent('message', { data }));
  }
  answer(): void {
    const { scenario, seed } = this.orders.at(-1)!;
    this.say({ summary: structuredClone(simulate(scenario, seed)) });
  }
  die(): void {
    this.dispatchEvent(new Event('error'));
  }
}

const scenario = someScenario();
const busier = someScenario({ 'run.users': 20 });
/** The host's previews are someTrial's, which the tests of the backend prove. */
const fromHost = vi.fn<RunPreview>(async (order) => someTrial(order.scenario, order.seed));
let workers: WorkerByHand[];
let previews: Previews;
const living = (): WorkerByHand[] => workers.filter(({ alive }) => alive);

/** What comes of a preview of which each living worker does as told. */
async function preview(
  of: Scenario,
  act: (worker: WorkerByHand, index: number) => void = (worker) => worker.answer(),
): Promise<Trial> {
  const trial = previews.run({ scenario: of, seed: 1 });
  for (const [i, worker] of living().entries()) act(worker, i);
  return trial;
}

/** The workers are there, and have rehearsed. */
function prepared(): void {
  previews.prepare(scenario);
  for (const worker of living()) worker.say({ rehearsed: true });
}

beforeEach(() => {
  fromHost.mockClear();
  workers = [];
  previews = createPreviews(fromHost, () => {
    const worker = new WorkerByHand();
    workers.push(worker);
    return worker as unknown as Worker;
  });
});
afterEach(() => void vi.useRealTimers());

describe('a preview in the page', () => {
  it('is the one of the host, with and without uncertain parameters', async () => {
    prepared();
    for (const asked of [scenario, nov8Scenario()]) {
      const trial = await preview(asked);
      expect(fromHost).not.toHaveBeenCalled();
      expect(trial).toEqual(someTrial(asked, 1));
    }
  });

  it('has a worker for each replication, which all live on', async () => {
    prepared();
    await preview(scenario);
    await preview(busier);
    expect(workers.map(({ orders }) => orders.map(({ scenario: of }) => of.run.users))).toEqual(
      Array.from({ length: 3 }, () => [12, 20]),
    );
    expect(new Set(workers.map(({ orders }) => orders[0]!.seed)).size).toBe(3);
  });

  it('has workers that have rehearsed, and the host answers until all of them have', async () => {
    await preview(busier, () => {});
    expect(workers.map(({ rehearsedWith }) => rehearsedWith)).toEqual([busier, busier, busier]);
    workers[0]!.say({ rehearsed: true });
    workers[1]!.say({ rehearsed: true });
    expect(await preview(scenario, () => {})).toEqual(someTrial(scenario, 1));
    expect(fromHost).toHaveBeenCalledTimes(2);
    workers[2]!.say({ rehearsed: true });
    await preview(scenario);
    expect(fromHost).toHaveBeenCalledTimes(2);
    expect(workers).toHaveLength(3);
  });

  it('refuses bad input in the words of the host, and asks nobody', async () => {
    const bad = { ...scenario, run: { ...scenario.run, users: 0 } };
    const words = (() => {
      try {
        return parseScenario(bad);
      } catch (error) {
        return error;
      }
    })();
    await expect(preview(bad)).rejects.toEqual(words);
    expect(workers).toEqual([]);
    expect(fromHost).not.toHaveBeenCalled();
  });
});

describe('the host answers', () => {
  it.each<[string, (worker: WorkerByHand) => void]>([
    ['dies', (worker) => worker.die()],
    ['throws', (worker) => worker.say({ error: 'TypeError' })],
  ])('when a worker %s, which is replaced at the next preview', async (_, fail) => {
    const act = (worker: WorkerByHand, i: number): void =>
      i === 1 ? fail(worker) : worker.answer();
    prepared();
    expect(await preview(scenario, act)).toEqual(someTrial(scenario, 1));
    expect(fromHost).toHaveBeenCalledTimes(1);
    expect(living()).toHaveLength(2);
    prepared();
    await preview(busier);
    expect(fromHost).toHaveBeenCalledTimes(1);
    expect(workers).toHaveLength(4);
    expect(living()).toHaveLength(3);
  });

  it('when a worker had died before it was asked', async () => {
    prepared();
    workers[0]!.die();
    expect(await preview(scenario, () => {})).toEqual(someTrial(scenario, 1));
    expect(living()).toHaveLength(3);
  });

  it('when no worker can be started', async () => {
    previews = createPreviews(fromHost, () => {
      throw new Error('no workers here');
    });
    previews.prepare(scenario);
    expect(await preview(scenario)).toEqual(someTrial(scenario, 1));
  });

  it('when a worker says nothing for a second, and not as long as it says that it works', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    prepared();
    const trial = preview(scenario, (worker, i) => {
      if (i > 0) worker.answer();
    });
    for (let i = 0; i < 8; i++) {
      await vi.advanceTimersByTimeAsync(SIGN_OF_LIFE_MS);
      workers[0]!.say({ share: i / 8 });
    }
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(fromHost).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(fromHost).toHaveBeenCalledTimes(1);
    expect((await trial).users).toBe(12);
    await preview(busier, () => {});
    expect(workers.map(({ alive }) => alive)).toEqual([false, true, true, true]);
  });
});

describe('a newer preview', () => {
  it('takes the place of an older one, whose workers are replaced where they are at work', async () => {
    prepared();
    const older = previews.run({ scenario, seed: 1 });
    workers[0]!.answer();
    const newer = preview(busier, () => {});
    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    expect((await newer).users).toBe(20);
    expect(workers.map(({ alive }) => alive)).toEqual([true, false, false, true, true]);
    expect(fromHost).toHaveBeenCalledTimes(1);
  });

  it('takes the place of one that the host was asked for', async () => {
    let answerHost!: (trial: Trial) => void;
    fromHost.mockReturnValueOnce(new Promise((resolve) => (answerHost = resolve)));
    const older = preview(scenario, () => {});
    const refused = older.catch((error: unknown) => error);
    await vi.waitFor(() => expect(fromHost).toHaveBeenCalledTimes(1));
    prepared();
    expect((await preview(busier)).users).toBe(20);
    answerHost(someTrial(scenario, 1));
    expect(await refused).toMatchObject({ code: 'cancelled' });
  });
});
