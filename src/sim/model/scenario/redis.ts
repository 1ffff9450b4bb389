/** Redis as Django's cache (semantics E8). */
export interface Redis {
  /** ms from question to answer. */
  readonly round_trip_ms: number;
  /** Python CPU of the client per operation, ms. */
  readonly python_ms: number;
  /** `IGNORE_EXCEPTIONS` of django-redis: a cache that is down is an empty one, and not a 500. */
  readonly ignore_exceptions: boolean;
}
