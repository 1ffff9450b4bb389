/** What no closed system of these demands can exceed, whatever its distributions; times in s, rates per s. */
export interface AsymptoticBounds {
  readonly throughput: readonly [low: number, high: number];
  readonly responseS: readonly [low: number, high: number];
  /** Users at which the bounds cross: with more, some wait. */
  readonly knee: number;
}

/**
 * Asymptotic bounds of a closed system with `users` users that think `thinkS` s and stations that demand `demandS` s per
 * request from `servers` servers each; at least one demand above 0.
 * Source: Lazowska et al. (1984), section 5.2.
 */
export function asymptoticBounds(
  users: number,
  thinkS: number,
  stations: readonly { readonly demandS: number; readonly servers: number }[],
): AsymptoticBounds {
  const total = stations.reduce((sum, station) => sum + station.demandS, 0);
  const bottleneck = Math.max(...stations.map((station) => station.demandS / station.servers));
  return {
    throughput: [
      users / (thinkS + users * total),
      Math.min(users / (thinkS + total), 1 / bottleneck),
    ],
    responseS: [Math.max(total, users * bottleneck - thinkS), users * total],
    knee: (thinkS + total) / bottleneck,
  };
}
