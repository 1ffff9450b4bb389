import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError, type Issue } from '../../../contract/errors.ts';
import { parseJson } from '../../../contract/json/parseJson.ts';
import { parseNetwork } from '../../../contract/queue/check.ts';
import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import type { QueueNetwork } from '../../../sim/lab/network.ts';
import { messageOf } from '../../app/host.ts';
import type { RunNetwork, RunningNetwork } from '../../platform/networkRunner.ts';

/** A network of the library: its text is what the editor starts from. */
export interface Example {
  readonly title: string;
  readonly text: string;
}

export interface QueuesState {
  readonly examples: readonly Example[];
  /** Index of the example that is open. */
  readonly open: number;
  /** The document as it is being edited. */
  readonly text: string;
  /** What the text describes; null while it describes no network. */
  readonly network: QueueNetwork | null;
  readonly issues: readonly Issue[];
  /** Replications done of the running ones; null while nothing runs. */
  readonly done: number | null;
  readonly answer: QueueAnswer | null;
  readonly error: string | null;
}

export interface Queues {
  readonly store: StoreApi<QueuesState>;
  /** Opens an example and runs it. */
  choose(index: number): void;
  edit(text: string): void;
  run(): void;
  cancel(): void;
}

export const REPLICATIONS = 30;
const SEED = 1;

/** The queueing laboratory: a network as text, run as soon as it is asked for, its figures beside theory. */
export function createQueues(
  documents: readonly unknown[],
  runNetwork: RunNetwork,
  announce: (text: string) => void,
): Queues {
  const examples = documents.map(exampleOf);
  const store = createStore<QueuesState>(() => ({
    examples,
    open: 0,
    text: examples[0]!.text,
    network: networkOrNone(examples[0]!.text),
    issues: [],
    done: null,
    answer: null,
    error: null,
  }));
  const { getState, setState } = store;
  let running: RunningNetwork | null = null;

  function cancel(): void {
    running?.cancel();
    running = null;
    setState({ done: null });
  }

  async function answer(network: QueueNetwork): Promise<void> {
    const order = { network, replications: REPLICATIONS, seed: SEED };
    setState({ issues: [], error: null, done: 0 });
    const run = runNetwork(order, (done) => {
      if (running === run) setState({ done });
    });
    running = run;
    try {
      const result = await run.answer;
      if (running !== run) return;
      setState({ answer: result, done: null });
      announce(`${result.title}: done, ${result.replications} replications.`);
    } catch (error) {
      if (running === run) setState({ error: messageOf(error), done: null });
    }
  }

  return {
    store,
    choose(index) {
      cancel();
      const { text } = examples[index]!;
      setState({ open: index, text, network: networkOrNone(text), answer: null, error: null });
      this.run();
    },
    edit: (text) => setState({ text, network: networkOrNone(text) }),
    run() {
      cancel();
      try {
        void answer(networkOf(getState().text));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        setState({ issues: error.issues });
      }
    },
    cancel,
  };
}

function networkOrNone(text: string): QueueNetwork | null {
  try {
    return networkOf(text);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function networkOf(text: string): QueueNetwork {
  return parseNetwork(parseJson(text));
}

function exampleOf(document: unknown): Example {
  const { title } = document as { title: string };
  return { title, text: JSON.stringify(document, null, 2) };
}
