import type { QueueNetwork } from '../network.ts';
import type { OpenPlace } from './places.ts';

/** What theory says of one figure of a network, by the path of the figure. */
export interface Expected {
  readonly figure: string;
  readonly value: number;
  /** Name of the formula: `M/M/c (Erlang C)`. */
  readonly formula: string;
  /** Exact, an approximation, or a bound that the figure cannot pass in the long run. */
  readonly kind: 'exact' | 'approximate' | 'at least' | 'at most';
}

/** Finds out from the station and what comes to it alone whether its formula applies; nothing when it does not. */
export type StationTheory = (place: OpenPlace) => Expected[];

/** The same of a formula for a whole network, and those of its places of which is known what comes to them. */
export type NetworkTheory = (network: QueueNetwork, places: readonly OpenPlace[]) => Expected[];

/** `values` of the figures below `path`, all by one formula. */
export function figuresBelow(
  path: string,
  formula: string,
  values: Readonly<Record<string, number>>,
  kind: Expected['kind'] = 'exact',
): Expected[] {
  return Object.entries(values).map(([name, value]) => ({
    figure: `${path}.${name}`,
    value,
    formula,
    kind,
  }));
}
