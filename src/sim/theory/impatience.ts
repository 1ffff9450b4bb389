import { exp, expm1, ln } from '../math/logarithm.ts';
import { erlangB } from './erlang.ts';
import { type MarkovQueue, markovQueue } from './markovQueue.ts';

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
 * M/M/c+M (Erlang A): who waits gives up after an exponential patience of mean `patienceS` s; stable at any load. With
 * `capacity` those that find so many there are lost.
 * Source: O. Garnett, A. Mandelbaum and M. Reiman, Manufacturing and Service Operations Management 4 (2002) 208-227.
 */
export function erlangA(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  patienceS: number,
  capacity = Infinity,
): MarkovQueue {
  const death = (n: number): number =>
    Math.min(n, servers) / serviceS + Math.max(0, n - servers) / patienceS;
  const top = Math.min(capacity, negligibleState(arrivalRate, servers, death));
  return markovQueue({ birth: () => arrivalRate, top, servers, serviceS, patienceS });
}

/** First state past the crowded ones that is less probable than they by a factor of e^45, below a double's resolution. */
function negligibleState(
  arrivalRate: number,
  servers: number,
  death: (n: number) => number,
): number {
  let lnRatio = 0;
  for (let n = servers + 1; ; n++) {
    lnRatio += ln(arrivalRate / death(n));
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
  const growth = arrivalRate - servers / serviceS;
  // Weights are relative to the states without a wait, of which Erlang B is the share of c - 1 busy servers, and
  // scaled so that the largest exponential is 1.
  const scale = exp(-Math.max(0, growth * patienceS));
  const arrivals = arrivalRate * erlangB(arrivalRate * serviceS, servers - 1);
  const timedOut = (arrivals * exp(Math.min(0, growth * patienceS)) * serviceS) / servers;
  const [served, servedWait] = exponentialIntegrals(growth, patienceS, scale);
  const total = scale + arrivals * served + timedOut;
  const abandonProbability = timedOut / total;
  const meanWaitS = (arrivals * servedWait + patienceS * timedOut) / total;
  const throughput = arrivalRate * (1 - abandonProbability);
  return {
    abandonProbability,
    waitProbability: 1 - scale / total,
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
  // e^y times the scale is e^min(0, y): finite for any load, and the difference of the two loses no digits this way.
  const area = (-Math.sign(y) * expm1(-Math.abs(y))) / growth;
  return [area, (end * exp(Math.min(0, y)) - area) / growth];
}
