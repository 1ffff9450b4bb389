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

/**
 * Balanced-job bounds on the throughput of a closed product-form system of single servers: tighter than the asymptotic
 * ones, because no system of the same total demand does better than one whose stations share it equally. `users` >= 1.
 * Source: J. Zahorjan et al., Communications of the ACM 25 (1982) 134-141; Lazowska et al. (1984), section 5.4.
 */
export function balancedJobBounds(
  users: number,
  thinkS: number,
  demandsS: readonly number[],
): readonly [low: number, high: number] {
  const total = demandsS.reduce((sum, demand) => sum + demand, 0);
  const most = Math.max(...demandsS);
  const mean = total / demandsS.length;
  return [
    users / (thinkS + total + ((users - 1) * most) / (1 + thinkS / (users * total))),
    Math.min(1 / most, users / (thinkS + total + ((users - 1) * mean) / (1 + thinkS / total))),
  ];
}
