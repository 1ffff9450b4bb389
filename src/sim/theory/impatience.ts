import { birthDeath, meanOver } from "./birthDeath.ts";

export interface ImpatientQueue {
  /** Share of arrivals that give up while they wait. */
  readonly abandonProbability: number;
  readonly waitProbability: number;
  /** Mean wait of all, those that give up included, s. */
  readonly meanWaitS: number;
  readonly meanQueueLength: number;
  readonly utilisation: number;
  /** Served per s. */
  readonly throughput: number;
}

/**
 * M/M/c+M (Erlang A): who waits gives up after an exponential patience of mean `patienceS` s; stable at any load.
 * Source: O. Garnett, A. Mandelbaum and M. Reiman, Manufacturing and Service Operations Management 4 (2002) 208-227.
 */
export function erlangA(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  patienceS: number,
): ImpatientQueue {
  const death = (n: number): number =>
    Math.min(n, servers) / serviceS + Math.max(0, n - servers) / patienceS;
  const p = birthDeath(negligibleState(arrivalRate, servers, death), () => arrivalRate, death);
  const meanQueueLength = meanOver(p, (n) => Math.max(0, n - servers));
  const busy = meanOver(p, (n) => Math.min(n, servers));
  return {
    abandonProbability: meanQueueLength / patienceS / arrivalRate,
    waitProbability: meanOver(p, (n) => (n >= servers ? 1 : 0)),
    meanWaitS: meanQueueLength / arrivalRate,
    meanQueueLength,
    utilisation: busy / servers,
    throughput: busy / serviceS,
  };
}

/** First state past the crowded ones that is less probable than they by a factor of e^45, below a double's resolution. */
function negligibleState(
  arrivalRate: number,
  servers: number,
  death: (n: number) => number,
): number {
  let lnRatio = 0;
  for (let n = servers + 1; ; n++) {
    lnRatio += Math.log(arrivalRate / death(n));
    if (lnRatio > 0) lnRatio = 0;
    if (lnRatio < -45) return n;
  }
}

/**
 * M/M/c+D: who waits gives up after exactly `patienceS` s, as a request does that asks a connection pool with a
 * timeout. Stable at any load. From the density of the offered wait, lambda p(c-1) e^((lambda - c mu) x) up to the
 * patience and falling with e^(-c mu x) past it.
 * Source: F. Baccelli and G. Hebuterne, On queues with impatient customers, Performance '81 (1981) 159-179.
 */
export function mmcWithTimeout(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  patienceS: number,
): ImpatientQueue {
  const load = arrivalRate * serviceS;
  const growth = arrivalRate - servers / serviceS;
  // All weights are relative to the state of c - 1 busy servers, and scaled so that the largest exponential is 1.
  const scale = Math.exp(-Math.max(0, growth * patienceS));
  let withoutWait = 0;
  let weight = 1;
  for (let n = servers - 1; n >= 0; n--) {
    withoutWait += weight;
    weight *= n / load;
  }
  withoutWait *= scale;
  const atPatience = arrivalRate * Math.exp(Math.min(0, growth * patienceS));
  const timedOut = (atPatience * serviceS) / servers;
  const [served, servedWait] = exponentialIntegrals(growth, patienceS, scale);
  const total = withoutWait + arrivalRate * served + timedOut;
  const abandonProbability = timedOut / total;
  const meanWaitS = (arrivalRate * servedWait + patienceS * timedOut) / total;
  const throughput = arrivalRate * (1 - abandonProbability);
  return {
    abandonProbability,
    waitProbability: 1 - withoutWait / total,
    meanWaitS,
    meanQueueLength: arrivalRate * meanWaitS,
    utilisation: (throughput * serviceS) / servers,
    throughput,
  };
}

/** Integrals over 0..`end` of e^(`growth` x) and of x e^(`growth` x), times `scale` = e^(-max(0, growth end)). */
function exponentialIntegrals(growth: number, end: number, scale: number): [number, number] {
  const y = growth * end;
  if (Math.abs(y) < 1e-3) {
    const area = end * (1 + y / 2 + (y * y) / 6 + (y * y * y) / 24);
    const moment = end * end * (1 / 2 + y / 3 + (y * y) / 8 + (y * y * y) / 30);
    return [area * scale, moment * scale];
  }
  // e^y times the scale is e^min(0, y): finite for any load.
  const grown = Math.exp(Math.min(0, y));
  return [(grown - scale) / growth, (end * grown - (grown - scale) / growth) / growth];
}
