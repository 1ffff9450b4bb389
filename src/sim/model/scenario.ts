import type { Celery } from './scenario/celery.ts';
import type { Django } from './scenario/django.ts';
import type { Endpoint } from './scenario/endpoints.ts';
import type { External } from './scenario/externals.ts';
import type { Fault } from './scenario/faults.ts';
import type { PgBouncer } from './scenario/pgbouncer.ts';
import type { Postgres } from './scenario/postgres.ts';
import type { ParameterSets, Provenance } from './scenario/provenance.ts';
import type { Redis } from './scenario/redis.ts';
import type { Run } from './scenario/run.ts';
import type { Web } from './scenario/web.ts';
import type { Workload } from './scenario/workload.ts';

/**
 * The scenario: everything that one simulated load test is made of, each section in a file of its own. Plain, readonly data.
 *
 * Keys are the real setting names (`max_connections`, `CONN_MAX_AGE`, `default_pool_size`) with their own units;
 * keys of ours carry the unit in the name (`_s`, `_ms`, `_us`). The document that users write may leave out
 * whatever has a documented default; `contract/scenario` fills it in and checks the ranges.
 */
export interface Scenario {
  readonly format: 'plimsoll.scenario';
  readonly version: 1;
  /** Name in the library: letters, digits, `-`, `_`, `.`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly run: Run;
  readonly workload: Workload;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly web: Web;
  readonly django: Django;
  readonly pgbouncer: PgBouncer | null;
  readonly postgres: Postgres;
  readonly externals: Readonly<Record<string, External>>;
  /** null: Django's cache is LocMemCache, free and in each process. */
  readonly redis: Redis | null;
  /** null: what is offloaded or handed to a task costs nothing more. */
  readonly celery: Celery | null;
  readonly faults: readonly Fault[];
  /** Provenance by setting path, e.g. `postgres.max_connections`; a path that is absent is a documented default. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** What a calibration left uncertain; null: every setting counts as known. A single run uses the settings themselves. */
  readonly parameter_sets: ParameterSets | null;
}
