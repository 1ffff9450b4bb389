import { answerNetwork } from '../../sim/lab/answer.ts';
import type { NetworkMessage, NetworkOrder } from './networkRunner.ts';
import { answerOrders } from './talkToWorker.ts';

/** Runs in a worker of the page: one order, then the answer. */
answerOrders<NetworkOrder, NetworkMessage>(({ network, replications, seed }, say) => {
  const study = answerNetwork(network, replications, seed);
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
});
