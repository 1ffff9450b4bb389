import type { QueueAnswer } from '../../sim/lab/answer.ts';
import type { QueueNetwork } from '../../sim/lab/network.ts';

export interface NetworkOrder {
  readonly network: QueueNetwork;
  readonly replications: number;
  readonly seed: number;
}

/** What the worker says: how many replications are done, the answer, or what went wrong. */
export type NetworkMessage =
  | { readonly done: number }
  | { readonly answer: QueueAnswer }
  | { readonly error: string };

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
    worker.addEventListener('message', ({ data }: MessageEvent<NetworkMessage>) => {
      if ('done' in data) {
        onReplication(data.done);
        return;
      }
      worker.terminate();
      if ('answer' in data) resolve(data.answer);
      else reject(new Error(data.error));
    });
    worker.addEventListener('error', (event) => {
      worker.terminate();
      reject(new Error(event.message || 'The worker of the laboratory could not be started.'));
    });
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage(order);
  return { answer, cancel: () => worker.terminate() };
};
