import type { QueueAnswer } from '../../sim/lab/answer.ts';
import type { QueueNetwork } from '../../sim/lab/network.ts';
import { talkToWorker } from './talkToWorker.ts';

export interface NetworkOrder {
  readonly network: QueueNetwork;
  readonly replications: number;
  readonly seed: number;
}

/** What the worker says: how many replications are done, or the answer. */
export type NetworkMessage = { readonly done: number } | { readonly answer: QueueAnswer };

export interface RunningNetwork {
  /** Rejects with what went wrong; never settles once it is cancelled. */
  readonly answer: Promise<QueueAnswer>;
  cancel(): void;
}
export type RunNetwork = (
  order: NetworkOrder,
  onReplication: (done: number) => void,
) => RunningNetwork;

/** Simulates a network in a worker of this page: the simulator is the same as behind the other screens. */
export const runNetworkInWorker: RunNetwork = (order, onReplication) => {
  const worker = new Worker(new URL('./networkWorker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<QueueAnswer>((resolve, reject) => {
    const tell = talkToWorker<NetworkOrder, NetworkMessage>(worker, {
      onMessage(message) {
        if ('done' in message) {
          onReplication(message.done);
          return;
        }
        worker.terminate();
        resolve(message.answer);
      },
      onFailure(error) {
        worker.terminate();
        reject(error);
      },
    });
    tell(order);
  });
  return { answer, cancel: () => worker.terminate() };
};
