import type { Scenario } from '../../sim/model/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  type Rehearsal,
  type ReplicationMessage,
  type ReplicationOrder,
  SIGN_OF_LIFE_MS,
} from './replicator.ts';
import { answerOrders } from './talkToWorker.ts';

/** Replications after which V8 has compiled what they need, and ms after which a rehearsal of long ones is enough. */
const REHEARSALS = 10;
const REHEARSAL_MS = 2000;
const REHEARSED = new Error('rehearsed');

/** Runs in a worker of the page, for as long as the page: a replication for each order. */
answerOrders<ReplicationOrder | Rehearsal, ReplicationMessage>((order, say) => {
  if ('rehearse' in order) {
    rehearse(order.rehearse);
    say({ rehearsed: true });
    return;
  }
  let saidAt = performance.now();
  const advance = (share: number): void => {
    if (performance.now() - saidAt < SIGN_OF_LIFE_MS) return;
    saidAt = performance.now();
    say({ share });
  };
  say({ summary: simulate(order.scenario, order.seed, undefined, advance) });
});

function rehearse(scenario: Scenario): void {
  const until = performance.now() + REHEARSAL_MS;
  const advance = (): void => {
    if (performance.now() > until) throw REHEARSED;
  };
  try {
    for (let seed = 0; seed < REHEARSALS; seed++) simulate(scenario, seed, undefined, advance);
  } catch (error) {
    if (error !== REHEARSED) throw error;
  }
}
