/** From `from_s` on the number of users goes to `users`, as a stage of Locust's LoadTestShape makes it. */
export interface Stage {
  readonly from_s: number;
  readonly users: number;
  /** Users started or stopped per second, in bursts as at the beginning (semantics F2). */
  readonly spawn_rate: number;
}

/** How many users there are when, and for how long. */
export interface Run {
  /** Users from the beginning on, until the first of `stages`. */
  readonly users: number;
  /** Users started per second, in Locust's bursts (semantics F2). */
  readonly spawn_rate: number;
  readonly run_time_s: number;
  /** In the order of time; empty: the number of users stays. */
  readonly stages: readonly Stage[];
}
