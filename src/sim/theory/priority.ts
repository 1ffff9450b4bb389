/** Jobs of one level of priority: `arrivalRate` per s, service of mean `serviceS` s and squared coefficient of variation. */
export interface PriorityLevel {
  readonly arrivalRate: number;
  readonly serviceS: number;
  readonly squaredCv: number;
}

/** Mean times of one level, s; Infinity where the levels up to it overload the server. */
export interface PriorityQueue {
  readonly meanWaitS: number;
  readonly meanResponseS: number;
}

/**
 * M/G/1 with priorities that interrupt nobody, the most important level first. Source: A. Cobham, Operations Research 2
 * (1954) 70-76; Gross et al. (2008), section 3.4.
 */
export function nonPreemptivePriority(levels: readonly PriorityLevel[]): PriorityQueue[] {
  // Work that an arrival finds in service, whatever its level; a server that is always busy finds no more than that.
  const residual = levels.reduce((sum, level) => sum + residualOf(level), 0);
  let above = 0;
  return levels.map(({ arrivalRate, serviceS }) => {
    const upTo = above + arrivalRate * serviceS;
    const meanWaitS = upTo < 1 ? residual / ((1 - above) * (1 - upTo)) : Infinity;
    above = upTo;
    return { meanWaitS, meanResponseS: meanWaitS + serviceS };
  });
}

/**
 * M/G/1 with priorities that interrupt service, which is resumed later; the wait counts interruptions.
 * Source: R. W. Conway, W. L. Maxwell and L. W. Miller, Theory of Scheduling (1967), section 8-6.
 */
export function preemptivePriority(levels: readonly PriorityLevel[]): PriorityQueue[] {
  let above = 0;
  let residual = 0;
  return levels.map((level) => {
    const upTo = above + level.arrivalRate * level.serviceS;
    residual += residualOf(level);
    const meanResponseS =
      upTo < 1 ? (level.serviceS + residual / (1 - upTo)) / (1 - above) : Infinity;
    above = upTo;
    return { meanWaitS: meanResponseS - level.serviceS, meanResponseS };
  });
}

function residualOf({ arrivalRate, serviceS, squaredCv }: PriorityLevel): number {
  return (arrivalRate * serviceS * serviceS * (1 + squaredCv)) / 2;
}
