import type { DurationMs } from './duration.ts';
import type { Cached } from './endpoints.ts';

/** Another service that views call. */
export interface External {
  readonly latency: DurationMs;
  /** s; on expiry the request goes on (fail-open) or fails with 503. */
  readonly timeout_s: number;
  readonly fail_open: boolean;
  /** Share of calls answered from a cache, 0..1 (semantics E4). */
  readonly cache_hit_ratio: number;
  /** A cache in Django's cache by what is asked, such as the 16^5 prefixes of HIBP (semantics E1, E4); null: none. */
  readonly cache: Cached | null;
  /** `inline` waits for the answer, `offloaded` hands the call to Celery, or, without it, away (semantics E5, E7). */
  readonly mode: 'inline' | 'offloaded';
  /** Python CPU of the call, or of the enqueueing, ms. */
  readonly python_ms: number;
}
