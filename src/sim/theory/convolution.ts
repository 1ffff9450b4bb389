import { exp, ln } from '../math/logarithm.ts';
import { meanOver } from './birthDeath.ts';

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
  /** Per station: probabilities of 0, 1, ... requests there, over time and as one that comes finds it: as it is without itself. */
  readonly states: readonly Float64Array[];
  readonly found: readonly Float64Array[];
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
  // All stations before each one, and all behind it.
  const before = [think];
  for (const factor of factors) before.push(lnConvolve(before.at(-1)!, factor));
  const behind: Float64Array[] = [lnFactors(users, 0, 1)];
  for (const factor of factors.toReversed()) behind.unshift(lnConvolve(behind[0]!, factor));
  const others = factors.map((_, k) => lnConvolve(before[k]!, behind[k + 1]!));
  const whole = before.at(-1)!;
  const statesWith = (count: number): Float64Array[] =>
    factors.map((own, k) =>
      Float64Array.from({ length: count + 1 }, (_, n) =>
        exp(own[n]! + others[k]![count - n]! - whole[count]!),
      ),
    );
  const throughput = exp(whole[users - 1]! - whole[users]!);
  const states = statesWith(users);
  return {
    throughput,
    meanResponseS: users / throughput - thinkS,
    inStation: states.map((p) => meanOver(p, (n) => n)),
    utilisation: stations.map(({ demandS, servers }) => (throughput * demandS) / servers),
    states,
    found: statesWith(users - 1),
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
