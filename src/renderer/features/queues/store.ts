import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError, type Issue } from '../../../contract/errors.ts';
import { parseJson } from '../../../contract/json/parseJson.ts';
import { parseNetwork, readNetwork } from '../../../contract/queue/check.ts';
import {
  defaultOrder,
  orderAsText,
  type OrderText,
  readOrder,
  type RunOrder,
} from '../../../contract/queue/runOrder.ts';
import { counted } from '../../../sim/counted.ts';
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
  /** The document as it is being edited. */
  readonly text: string;
  /** How it is to be run, as typed: `readOrder` says whether it can be. */
  readonly order: OrderText;
  /** What the text describes, with or without a steady state; null while it describes no network. */
  readonly network: QueueNetwork | null;
  readonly issues: readonly Issue[];
  /** Replications done of those that run; null while nothing runs. */
  readonly progress: { readonly done: number; readonly replications: number } | null;
  readonly answer: QueueAnswer | null;
  /** What the answer is of; null without one. */
  readonly answered: Pick<QueuesState, 'text' | 'order'> | null;
  readonly error: string | null;
  /** Whether the document is on screen. */
  readonly editing: boolean;
}

export interface Queues {
  readonly store: StoreApi<QueuesState>;
  /** Opens an example and runs it. */
  choose(index: number): void;
  edit(text: string): void;
  /** Puts the document on screen, or takes it away. */
  showDocument(shown: boolean): void;
  /** Changes how the network is to be run. */
  arrange(changes: Partial<OrderText>): void;
  /** Runs the network as it is ordered; an order that is not accepted runs nothing, a document that is refused is shown. */
  run(): void;
  cancel(): void;
}

/** How one asks for a transient on this screen. */
const TRANSIENT_BY = 'its time in the field “Transient, s” above';

/** The queueing laboratory: a network as text, run as soon as it is asked for, its figures beside theory. */
export function createQueues(
  documents: readonly unknown[],
  runNetwork: RunNetwork,
  announce: (text: string) => void,
): Queues {
  const examples = documents.map(exampleOf);
  const store = createStore<QueuesState>(() => ({
    examples,
    text: examples[0]!.text,
    order: orderAsText(defaultOrder),
    network: networkOrNone(examples[0]!.text, orderAsText(defaultOrder)),
    issues: [],
    progress: null,
    answer: null,
    answered: null,
    error: null,
    editing: false,
  }));
  const { getState, setState } = store;
  let running: RunningNetwork | null = null;

  function cancel(): void {
    running?.cancel();
    running = null;
    setState({ progress: null });
  }

  async function answer(network: QueueNetwork, { replications, seed }: RunOrder): Promise<void> {
    const { text, order } = getState();
    setState({ issues: [], error: null, progress: { done: 0, replications } });
    const run = runNetwork({ network, replications, seed }, (done) => {
      if (running === run) setState({ progress: { done, replications } });
    });
    running = run;
    try {
      const result = await run.answer;
      if (running !== run) return;
      setState({ answer: result, answered: { text, order }, progress: null });
      const { title, replications: made } = result;
      announce(`${title}: done, ${counted(made, 'replication')}.`);
    } catch (error) {
      if (running === run) setState({ error: messageOf(error), progress: null });
    }
  }

  /** What was refused once is looked at again with every change; before that, it is still being written. */
  function look(text: string, order: OrderText): void {
    const refused = getState().issues.length > 0;
    const issues = refused ? issuesOf(text, order) : [];
    setState({ text, order, network: networkOrNone(text, order), issues, error: null });
  }

  return {
    store,
    choose(index) {
      cancel();
      const { text } = examples[index]!;
      const order = { ...getState().order, transient_s: '' };
      const network = networkOrNone(text, order);
      setState({ text, order, network, issues: [], answer: null, answered: null, error: null });
      this.run();
    },
    edit: (text) => look(text, getState().order),
    showDocument: (editing) => setState({ editing }),
    arrange: (changes) => look(getState().text, { ...getState().order, ...changes }),
    run() {
      cancel();
      const { text, order: typed } = getState();
      const { order } = readOrder(typed);
      if (order === null) return;
      const issues = issuesOf(text, typed);
      if (issues.length > 0) setState({ issues, editing: true });
      else void answer(readNetwork(parseJson(text), order.transient_s ?? undefined), order);
    },
    cancel,
  };
}

/** What a text describes, run as `order` says where that can be. */
function networkOrNone(text: string, order: OrderText): QueueNetwork | null {
  try {
    return readNetwork(parseJson(text), transientOf(order));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Why a text cannot be run; empty when it can. */
function issuesOf(text: string, order: OrderText): readonly Issue[] {
  try {
    parseNetwork(parseJson(text), transientOf(order), TRANSIENT_BY);
    return [];
  } catch (error) {
    if (error instanceof AppError) return error.issues;
    throw error;
  }
}

/** s; undefined where none is asked for, or none that is accepted. */
function transientOf(order: OrderText): number | undefined {
  return (
    readOrder({ ...orderAsText(defaultOrder), transient_s: order.transient_s }).order
      ?.transient_s ?? undefined
  );
}

function exampleOf(document: unknown): Example {
  const { title } = document as { title: string };
  return { title, text: JSON.stringify(document, null, 2) };
}
