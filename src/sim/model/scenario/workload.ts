/** Locust's wait_time, in s (semantics F4). */
export type WaitTime =
  | { readonly between: readonly [number, number] }
  | { readonly constant: number }
  | { readonly constant_pacing: number }
  /** Tasks per s: `constant_pacing` of its reciprocal. */
  | { readonly constant_throughput: number }
  | { readonly exponential: number };

/** When a scripted request is issued; a skipped one leaves no row (semantics F5, H3). */
export type StepCondition = 'always' | 'previous_ok' | 'previous_failed' | 'has_token';

export interface ScriptedRequest {
  readonly request: string;
  readonly when: StepCondition;
}

export interface WeightedTask extends ScriptedRequest {
  readonly weight: number;
}

export interface UserClass {
  readonly name: string;
  readonly weight: number;
  /** So many users, placed before all others (semantics F2); null: a share by weight. */
  readonly fixed_count: number | null;
  readonly wait_time: WaitTime;
  readonly on_start: readonly ScriptedRequest[];
  /** `weighted` draws each task by its weight; `sequential` goes through them in order, each as often as its weight. */
  readonly task_order: 'weighted' | 'sequential';
  readonly tasks: readonly WeightedTask[];
}

/** From `from_s` on, `per_s` journeys begin per s. */
export interface ArrivalStage {
  readonly from_s: number;
  readonly per_s: number;
}

/**
 * An open workload in the place of a number of users: a journey is `on_start` and one task, or all tasks once if they are
 * sequential. `run.users` is the most journeys at once; who comes beyond is turned away and counted.
 */
export interface Arrivals {
  readonly process: 'poisson' | 'even';
  readonly stages: readonly ArrivalStage[];
}

/** What clients do about failures; each attempt is a request of its own in the statistics. */
export interface Retry {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  /** s before the second attempt, and by what it grows from one attempt to the next. */
  readonly backoff_s: number;
  readonly factor: number;
  readonly max_backoff_s: number;
  /** `full`: uniform between 0 and the backoff. */
  readonly jitter: 'none' | 'full';
  /** Answers that are worth another attempt. */
  readonly statuses: readonly number[];
  /** Whether a connection that fails or times out is, too. */
  readonly without_answer: boolean;
}

/** What users do, and the load generator that plays them. */
export interface Workload {
  /** CPU of the load generator for each request, on the cores of the web server, ms. */
  readonly generator_cpu_ms: number;
  /** HTTP keep-alive: one TCP connection per user (semantics F8); false: a new one per request. */
  readonly keep_alive: boolean;
  /** s after which the client gives up; null waits for ever, as HttpUser does (semantics F9). */
  readonly client_timeout_s: number | null;
  /** null: users fail once and go on, as Locust's do. */
  readonly retry: Retry | null;
  /** IP addresses that the users come from, in turn; a load test has one for each generator (semantics C26). */
  readonly client_addresses: number;
  /** null: a closed workload of `run.users` users. */
  readonly arrivals: Arrivals | null;
  readonly user_classes: readonly UserClass[];
}
