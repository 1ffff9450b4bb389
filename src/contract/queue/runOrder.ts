import type { Issue } from '../errors.ts';
import { aboveZero, type Accepted, readNumber, whole } from '../numberText.ts';

/** How a network is to be run, beside what its document says. */
export interface RunOrder {
  readonly replications: number;
  readonly seed: number;
  /** From an empty system for so many s; null: as the document says. */
  readonly transient_s: number | null;
}

export const defaultOrder: RunOrder = { replications: 30, seed: 1, transient_s: null };

export const orderNumbers = {
  replications: whole(2, 1000),
  seed: whole(0, 4_294_967_295),
  transient_s: aboveZero(1_000_000_000),
} as const satisfies Readonly<Record<keyof RunOrder, Accepted>>;

/** An order as it is typed; nothing typed for a transient asks for none. */
export type OrderText = Readonly<Record<keyof RunOrder, string>>;

/** What is wrong with one of the fields of an order. */
export interface OrderFault extends Issue {
  readonly path: keyof RunOrder;
}

/** The order that was typed, or what of it is not accepted, a fault at least. */
export function readOrder(
  text: OrderText,
): { readonly order: RunOrder } | { readonly order: null; readonly faults: OrderFault[] } {
  const faults: OrderFault[] = [];
  const read = (path: keyof RunOrder): number => {
    const number = readNumber(text[path], orderNumbers[path]);
    if (number.fault === null) return number.value;
    faults.push({ path, message: number.fault });
    return Number.NaN;
  };
  const order: RunOrder = {
    replications: read('replications'),
    seed: read('seed'),
    transient_s: text.transient_s.trim() === '' ? null : read('transient_s'),
  };
  return faults.length === 0 ? { order } : { order: null, faults };
}

/** What one would type for `order`. */
export function orderAsText({ replications, seed, transient_s }: RunOrder): OrderText {
  return {
    replications: String(replications),
    seed: String(seed),
    transient_s: transient_s === null ? '' : String(transient_s),
  };
}
