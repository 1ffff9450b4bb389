import { exp, ln } from '../math/logarithm.ts';

/** A station of a closed network: `demandS` s of service per request in all, from `servers` servers. */
export interface ClosedStation {
  readonly demandS: number;
  readonly servers: number;
}

export interface ClosedNetwork {
  readonly throughput: number;
  /** Without the think time, s. */
  readonly meanResponseS: number;
  /** Per station: mean number there and busy share of each server, 0..1. */
  readonly inStation: readonly number[];
  readonly utilisation: readonly number[];
}

/**
 * A closed product-form network of one class with stations of one or several servers and a think time, solved by
 * convolution: `users` >= 1 that think `thinkS` s; demands above 0. All terms are positive and kept as logarithms, so
 * that it stays exact where mean value analysis of several servers cancels.
 * Source: J. P. Buzen, Communications of the ACM 16 (1973) 527-531.
 */
export function closedNetwork(
  users: number,
  thinkS: number,
  stations: readonly ClosedStation[],
): ClosedNetwork {
  const think = lnFactors(users, thinkS, Infinity);
  const factors = stations.map(({ demandS, servers }) => lnFactors(users, demandS, servers));
  const whole = factors.reduce(lnConvolve, think);
  const throughput = exp(whole[users - 1]! - whole[users]!);
  return {
    throughput,
    meanResponseS: users / throughput - thinkS,
    inStation: factors.map((own, k) => {
      const others = factors.reduce(
        (sum, factor, i) => (i === k ? sum : lnConvolve(sum, factor)),
        think,
      );
      let mean = 0;
      for (let n = 1; n <= users; n++)
        mean += n * exp(own[n]! + others[users - n]! - whole[users]!);
      return mean;
    }),
    utilisation: stations.map(({ demandS, servers }) => (throughput * demandS) / servers),
  };
}

/** ln of the weight of 0..`users` requests at a station; with Infinity servers it only delays. */
function lnFactors(users: number, demandS: number, servers: number): Float64Array {
  const factors = new Float64Array(users + 1);
  for (let n = 1; n <= users; n++) {
    factors[n] = factors[n - 1]! + ln(demandS) - ln(Math.min(n, servers));
  }
  return factors;
}

function lnConvolve(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((_, n) => {
    let greatest = -Infinity;
    for (let i = 0; i <= n; i++) greatest = Math.max(greatest, a[i]! + b[n - i]!);
    if (greatest === -Infinity) return -Infinity;
    let sum = 0;
    for (let i = 0; i <= n; i++) sum += exp(a[i]! + b[n - i]! - greatest);
    return greatest + ln(sum);
  });
}
