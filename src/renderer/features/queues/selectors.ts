import { type OrderFault, type OrderText, readOrder } from '../../../contract/queue/runOrder.ts';

/** What of an order is not accepted; empty when it can be carried out. */
export function orderFaults(order: OrderText): readonly OrderFault[] {
  const read = readOrder(order);
  return read.order === null ? read.faults : [];
}
