import type { Scenario } from '../../sim/model/scenario.ts';
import type { RunSummary } from '../../sim/study/results.ts';
import { talkToWorker } from './talkToWorker.ts';

export interface ReplicationOrder {
  readonly scenario: Scenario;
  /** 0..2^32-1 */
  readonly seed: number;
}

/** What the worker runs without an answer before its first order, so that V8 has compiled the simulator. */
export interface Rehearsal {
  readonly rehearse: Scenario;
}

/**
 * What the worker says: that it has rehearsed, now and then how much of a long replication is done (0..1), and what came out
 * of it.
 */
export type ReplicationMessage =
  | { readonly rehearsed: true }
  | { readonly share: number }
  | { readonly summary: RunSummary };

/** ms after which a worker that is at work says so. */
export const SIGN_OF_LIFE_MS = 250;
/** ms without a word after which nothing more is expected of a worker. */
export const SILENCE_MS = 1000;

/** A worker of this page that runs one replication after the other. */
export interface Replicator {
  /** `free` for an order, `busy` until it has answered the last one, and `gone` for ever once it has failed. */
  standing(): 'rehearsing' | 'free' | 'busy' | 'gone';
  /** Rejects when the worker fails, is dismissed, or says nothing for `SILENCE_MS`. */
  replicate(order: ReplicationOrder): Promise<RunSummary>;
  /** Ends it, whatever it is at. */
  dismiss(): void;
}

/** Has `worker` rehearse with `scenario`. */
export function createReplicator(worker: Worker, scenario: Scenario): Replicator {
  let standing: ReturnType<Replicator['standing']> = 'rehearsing';
  let resolveOrder: (summary: RunSummary) => void = () => {};
  let rejectOrder: (error: Error) => void = () => {};
  let patience: ReturnType<typeof setTimeout> | undefined;

  const wait = (): void => {
    clearTimeout(patience);
    patience = setTimeout(() => rejectOrder(new Error('The worker says nothing.')), SILENCE_MS);
  };
  const leave = (error: Error): void => {
    standing = 'gone';
    clearTimeout(patience);
    worker.terminate();
    rejectOrder(error);
  };
  const tell = talkToWorker<ReplicationOrder | Rehearsal, ReplicationMessage>(worker, {
    onMessage(message) {
      if ('share' in message) {
        wait();
        return;
      }
      clearTimeout(patience);
      standing = 'free';
      if ('summary' in message) resolveOrder(message.summary);
    },
    onFailure: leave,
  });

  tell({ rehearse: scenario });
  return {
    standing: () => standing,
    replicate(order) {
      standing = 'busy';
      return new Promise((resolve, reject) => {
        resolveOrder = resolve;
        rejectOrder = reject;
        wait();
        tell(order);
      });
    },
    dismiss: () => leave(new Error('The worker was dismissed.')),
  };
}
