import { answerNetwork } from '../../sim/lab/answer.ts';
import type { NetworkMessage, NetworkOrder } from './networkRunner.ts';

/** Runs in a worker of the page: one order, then the answer. Messages of a worker have no target origin. */
const page = globalThis as unknown as { postMessage(message: NetworkMessage): void };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- see above
const say = (message: NetworkMessage): void => page.postMessage(message);

globalThis.addEventListener('message', ({ data }: MessageEvent<NetworkOrder>) => {
  try {
    const study = answerNetwork(data.network, data.replications, data.seed);
    let said = 0;
    for (let step = study.next(); ; step = study.next()) {
      if (step.done === true) {
        say({ answer: step.value });
        return;
      }
      const { done } = step.value;
      if (done > said) say({ done });
      said = done;
    }
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
});
