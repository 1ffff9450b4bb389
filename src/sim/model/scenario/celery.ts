import type { EndpointStep } from './endpoints.ts';

/** Celery over Redis (semantics E5-E7). */
export interface Celery {
  /** Workers, each with `concurrency` child processes. */
  readonly workers: number;
  readonly concurrency: number;
  /** Tasks that a worker reserves beyond what it works on, times its concurrency; 0: as many as there are. */
  readonly worker_prefetch_multiplier: number;
  /** Tasks for which a child keeps its connection; null: it closes it after each. */
  readonly CELERY_DB_REUSE_MAX: number | null;
  /** Cores of the machine that runs all workers; null: those of the first web machine. */
  readonly cpu_cores: number | null;
  /** Python CPU of `delay()` in the web server, ms, and the wait for the broker's answer. */
  readonly enqueue_python_ms: number;
  readonly broker_round_trip_ms: number;
  readonly tasks: Readonly<Record<string, { readonly steps: readonly EndpointStep[] }>>;
}
