/**
 * A response time in ms as Locust's histogram keeps it: to 1 ms below 100, to 10 below 1,000, to 100 below 10,000,
 * to 1,000 above, ties to the even neighbour as Python's `round` has it.
 * Source: Locust 2.31 stats.py `_log_response_time` (semantics F10).
 */
export function locustRounded(ms: number): number {
  const unit = locustUnit(ms);
  return roundHalfEven(ms / unit) * unit;
}

/** The step, in ms, to which Locust rounds a response time of `ms`. */
export function locustUnit(ms: number): number {
  if (ms < 100) return 1;
  if (ms < 1000) return 10;
  return ms < 10_000 ? 100 : 1000;
}

/**
 * Which sample, counted from the largest (1), Locust prints as percentile `p` (0..1) of `n` samples:
 * `n - int(n * p)`, at least 1. Source: Locust 2.31 stats.py `calculate_response_time_percentile` (semantics F11).
 */
export function locustRank(n: number, p: number): number {
  return Math.max(1, n - Math.trunc(n * p));
}

/**
 * Nearest integer of a non-negative number, ties to even. Dividing a double by 10, 100 or 1,000 never makes a tie of
 * what was none, so this agrees with Python's correctly rounded `round(x, -n)`.
 */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
