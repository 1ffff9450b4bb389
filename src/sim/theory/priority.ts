import { erlangC } from './erlang.ts';
import { mmc } from './mmc.ts';

/** Jobs of one level of priority: `arrivalRate` per s, service of mean `serviceS` s and squared coefficient of variation. */
export interface PriorityLevel {
  readonly arrivalRate: number;
  readonly serviceS: number;
  readonly squaredCv: number;
}

/** Mean times of one level, s; Infinity where the levels up to it overload the servers. */
export interface PriorityQueue {
  readonly meanWaitS: number;
  readonly meanResponseS: number;
  /** By how much a response grows with the service that it needs: 1 where nothing interrupts it. */
  readonly stretch: number;
}

/**
 * M/G/1 with priorities that interrupt nobody, the most important level first; or M/M/c, for which the levels must have
 * exponential service of one mean. Source: A. Cobham, Operations Research 2 (1954) 70-76; Gross et al. (2008), section 3.4.
 */
export function nonPreemptivePriority(
  levels: readonly PriorityLevel[],
  servers = 1,
): PriorityQueue[] {
  // What an arrival waits for until a server is free, whatever its level; servers that are always busy are no later than that.
  const residual =
    servers === 1
      ? levels.reduce((sum, level) => sum + residualOf(level), 0)
      : (erlangC(loadOf(levels), servers) * levels[0]!.serviceS) / servers;
  return levels.map(({ serviceS }, k) => {
    const above = loadOf(levels.slice(0, k)) / servers;
    const upTo = loadOf(levels.slice(0, k + 1)) / servers;
    const meanWaitS = upTo < 1 ? residual / ((1 - above) * (1 - upTo)) : Infinity;
    return { meanWaitS, meanResponseS: meanWaitS + serviceS, stretch: 1 };
  });
}

/**
 * M/G/1 with priorities that interrupt service, which is resumed later; the wait counts interruptions.
 * Source: R. W. Conway, W. L. Maxwell and L. W. Miller, Theory of Scheduling (1967), section 8-6.
 */
export function preemptivePriority(levels: readonly PriorityLevel[]): PriorityQueue[] {
  return levels.map(({ serviceS }, k) => {
    const upToIt = levels.slice(0, k + 1);
    const stretch = 1 / (1 - loadOf(levels.slice(0, k)));
    const upTo = loadOf(upToIt);
    const residual = upToIt.reduce((sum, level) => sum + residualOf(level), 0);
    const meanResponseS = upTo < 1 ? (serviceS + residual / (1 - upTo)) * stretch : Infinity;
    return { meanWaitS: meanResponseS - serviceS, meanResponseS, stretch };
  });
}

/**
 * The same of M/M/c, for levels with exponential service of one mean: what is below a level does not exist for it, so that
 * all levels up to it are an M/M/c of their own. Source: Gross et al. (2008), section 3.4.
 */
export function preemptivePriorityOfMany(
  levels: readonly PriorityLevel[],
  servers: number,
): PriorityQueue[] {
  const numberUpTo = (k: number): number => {
    const rate = levels.slice(0, k).reduce((sum, { arrivalRate }) => sum + arrivalRate, 0);
    return rate === 0 ? 0 : mmc(rate, levels[0]!.serviceS, servers).meanInSystem;
  };
  return levels.map(({ arrivalRate, serviceS }, k) => {
    const meanResponseS = (numberUpTo(k + 1) - numberUpTo(k)) / arrivalRate;
    return { meanWaitS: meanResponseS - serviceS, meanResponseS, stretch: 1 };
  });
}

function loadOf(levels: readonly PriorityLevel[]): number {
  return levels.reduce((sum, { arrivalRate, serviceS }) => sum + arrivalRate * serviceS, 0);
}

function residualOf({ arrivalRate, serviceS, squaredCv }: PriorityLevel): number {
  return (arrivalRate * serviceS * serviceS * (1 + squaredCv)) / 2;
}
