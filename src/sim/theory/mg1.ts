import { erlangC } from './erlang.ts';
import { openQueue, type OpenQueue } from './mmc.ts';

/**
 * M/G/1 with a FIFO queue, by the Pollaczek-Khinchine formula: `arrivalRate` per s, service of mean `serviceS` s and
 * coefficient of variation `serviceCv` (0 deterministic, 1 exponential). Source: Gross et al. (2008), section 5.1.
 */
export function mg1(arrivalRate: number, serviceS: number, serviceCv: number): OpenQueue {
  const load = arrivalRate * serviceS;
  const meanWaitS =
    load < 1 ? (load * serviceS * (1 + serviceCv * serviceCv)) / (2 * (1 - load)) : Infinity;
  return openQueue(arrivalRate, serviceS, 1, meanWaitS);
}

export interface ProcessorSharing {
  readonly utilisation: number;
  readonly meanResponseS: number;
  readonly meanInSystem: number;
  /** How many times longer than alone a job takes, whatever its length. */
  readonly slowdown: number;
}

/**
 * M/G/1 under processor sharing: depends on the mean service time only; Infinity when overloaded.
 * Source: L. Kleinrock, Queueing Systems, vol. 2 (1976), section 4.4.
 */
export function mg1ProcessorSharing(arrivalRate: number, serviceS: number): ProcessorSharing {
  const load = arrivalRate * serviceS;
  const slowdown = load < 1 ? 1 / (1 - load) : Infinity;
  return {
    utilisation: Math.min(1, load),
    meanResponseS: serviceS * slowdown,
    meanInSystem: load * slowdown,
    slowdown,
  };
}

/**
 * G/G/c approximated: the wait of M/M/c times the mean of the squared coefficients of variation of interarrival and
 * service times. Exact for M/M/c and M/G/1.
 * Source: A. O. Allen, Probability, Statistics, and Queueing Theory, 2nd ed. (1990), section 6.2 (Allen-Cunneen).
 */
export function allenCunneen(
  arrivalRate: number,
  serviceS: number,
  servers: number,
  arrivalCv: number,
  serviceCv: number,
): OpenQueue {
  const load = arrivalRate * serviceS;
  const variability = (arrivalCv * arrivalCv + serviceCv * serviceCv) / 2;
  const meanWaitS =
    load < servers
      ? ((erlangC(load, servers) * serviceS) / (servers - load)) * variability
      : Infinity;
  return openQueue(arrivalRate, serviceS, servers, meanWaitS);
}
