import type { Issue } from '../errors.ts';

/** How a network is to be run, beside what its document says. */
export interface RunOrder {
  readonly replications: number;
  readonly seed: number;
  /** From an empty system for so many s; null: as the document says. */
  readonly transient_s: number | null;
}

export const defaultOrder: RunOrder = { replications: 30, seed: 1, transient_s: null };

export const LEAST_REPLICATIONS = 2;
export const MOST_REPLICATIONS = 1000;
export const LARGEST_SEED = 4_294_967_295;
export const LONGEST_TRANSIENT_S = 1_000_000_000;

/** What is wrong with one of the fields of an order. */
export interface OrderFault extends Issue {
  readonly path: keyof RunOrder;
}

/** What of an order is not accepted; empty when it can be carried out. */
export function orderFaults({ replications, seed, transient_s }: RunOrder): OrderFault[] {
  const faults = [
    ...wholeNumberFaults('replications', replications, LEAST_REPLICATIONS, MOST_REPLICATIONS),
    ...wholeNumberFaults('seed', seed, 0, LARGEST_SEED),
  ];
  if (transient_s !== null && !(transient_s > 0 && transient_s <= LONGEST_TRANSIENT_S)) {
    const message = `is ${transient_s}; accepted: a number above 0, up to ${LONGEST_TRANSIENT_S}`;
    faults.push({ path: 'transient_s', message });
  }
  return faults;
}

function wholeNumberFaults(
  path: keyof RunOrder,
  value: number,
  least: number,
  most: number,
): OrderFault[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [{ path, message: `is ${value}; accepted: a whole number from ${least} to ${most}` }];
}
