/** Mean number in a system, L = lambda W. Rate per s, time in s. J. D. C. Little, Operations Research 9 (1961) 383-387. */
export function inSystemByLittle(throughput: number, meanTimeS: number): number {
  return throughput * meanTimeS;
}

/**
 * Mean response time of a closed system, R = N/X - Z, in s: `users` that each think `thinkS` s between requests, at
 * `throughput` requests per s. Infinity without throughput.
 * Source: E. D. Lazowska et al., Quantitative System Performance (1984), section 3.3.
 */
export function closedResponseS(users: number, throughput: number, thinkS: number): number {
  return throughput === 0 ? Infinity : users / throughput - thinkS;
}

/**
 * Busy share of each of `servers` servers, U = X S / c, at `throughput` per s that need `serviceS` s each.
 * Source: Lazowska et al. (1984), section 3.1 (utilisation law).
 */
export function utilisationByLaw(throughput: number, serviceS: number, servers: number): number {
  return (throughput * serviceS) / servers;
}
