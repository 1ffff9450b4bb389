import { type OrderFault, type OrderText, readOrder } from '../../../contract/queue/runOrder.ts';
import type { QueuesState } from './store.ts';

/** What of an order is not accepted; empty when it can be carried out. */
export function orderFaults(order: OrderText): readonly OrderFault[] {
  const read = readOrder(order);
  return read.order === null ? read.faults : [];
}

/** Index of the example that is open, letter by letter; -1 when the document is none of them. */
export function openExample({ examples, text }: Pick<QueuesState, 'examples' | 'text'>): number {
  return examples.findIndex((example) => example.text === text);
}

/** What the answer on screen is of, where that is no longer what would be run now; null when it is, or without an answer. */
export function outdated({
  answered,
  text,
  order,
}: Pick<QueuesState, 'answered' | 'text' | 'order'>): string | null {
  if (answered === null) return null;
  if (answered.text !== text) return 'Of the document before its last change';
  const same = (Object.keys(order) as (keyof OrderText)[]).every(
    (field) => answered.order[field].trim() === order[field].trim(),
  );
  return same ? null : 'Of other replications, seed or transient';
}
