/**
 * Probability that an arrival finds all of `servers` busy and is lost, in M/G/c/c (Erlang B); `load` in erlangs.
 * Insensitive to the distribution of service times.
 * Source: D. Gross et al., Fundamentals of Queueing Theory, 4th ed. (2008), section 2.5; recursion in the servers.
 */
export function erlangB(load: number, servers: number): number {
  let blocked = 1;
  for (let c = 1; c <= servers; c++) blocked = (load * blocked) / (c + load * blocked);
  return blocked;
}

/**
 * Probability that an arrival waits in M/M/c (Erlang C); `load` in erlangs, 1 when it is not below `servers`.
 * Source: Gross et al. (2008), section 2.4, from Erlang B.
 */
export function erlangC(load: number, servers: number): number {
  if (load >= servers) return 1;
  const blocked = erlangB(load, servers);
  return blocked / (1 - (load / servers) * (1 - blocked));
}
