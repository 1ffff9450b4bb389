/** Users of one kind in a closed network. */
export interface MvaClass {
  readonly users: number;
  readonly thinkS: number;
  /** Service that a request of this class needs in all at each station, s. */
  readonly demandsS: readonly number[];
}

export interface MvaSolution {
  /** Per class, completed per s. */
  readonly throughput: readonly number[];
  /** Per class, without the think time, s; null for a class without users. */
  readonly responseS: readonly (number | null)[];
  /** Per station: mean number there and busy share, 0..1. */
  readonly inStation: readonly number[];
  readonly utilisation: readonly number[];
}

/** Doubles kept for the recursion: 400 MB. */
const largestTable = 50_000_000;

/**
 * Exact mean value analysis of a closed product-form network of single-server stations (processor sharing, or FIFO with
 * equal exponential service for all classes) with one or several classes of users.
 * Source: M. Reiser and S. S. Lavenberg, Journal of the ACM 27 (1980) 313-322.
 *
 * Goes through every population up to the given one, the product of users + 1 over the classes; throws a RangeError
 * where that is too many.
 */
export function exactMva(classes: readonly MvaClass[]): MvaSolution {
  const stations = classes[0]?.demandsS.length ?? 0;
  const strides: number[] = [];
  let populations = 1;
  for (const { users, demandsS } of classes) {
    if (demandsS.length !== stations) {
      throw new RangeError(
        `a class has ${demandsS.length} demands, another ${stations}; accepted: one per station`,
      );
    }
    strides.push(populations);
    populations *= users + 1;
  }
  if (populations * stations > largestTable) {
    throw new RangeError(
      `${populations} populations of ${stations} stations are too many for exact MVA`,
    );
  }

  const queues = new Float64Array(populations * stations);
  const throughput = new Float64Array(classes.length);
  for (let index = 1; index < populations; index++) {
    for (const [r, { users, thinkS, demandsS }] of classes.entries()) {
      const stride = strides[r]!;
      const present = Math.floor(index / stride) % (users + 1);
      if (present === 0) {
        throughput[r] = 0;
        continue;
      }
      // An arrival sees the network as it is without itself.
      const without = (index - stride) * stations;
      let response = 0;
      for (let k = 0; k < stations; k++) response += demandsS[k]! * (1 + queues[without + k]!);
      const rate = present / (thinkS + response);
      throughput[r] = rate;
      for (let k = 0; k < stations; k++) {
        const at = index * stations + k;
        queues[at] = queues[at]! + rate * demandsS[k]! * (1 + queues[without + k]!);
      }
    }
  }

  const rates = [...throughput];
  return {
    throughput: rates,
    responseS: classes.map(({ users, thinkS }, r) =>
      users === 0 ? null : users / rates[r]! - thinkS,
    ),
    inStation: [...queues.subarray((populations - 1) * stations)],
    utilisation: Array.from({ length: stations }, (_, k) =>
      classes.reduce((sum, { demandsS }, r) => sum + rates[r]! * demandsS[k]!, 0),
    ),
  };
}
