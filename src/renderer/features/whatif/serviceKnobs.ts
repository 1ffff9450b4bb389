import type { Scenario } from '../../../sim/model/scenario.ts';
import type { DurationMs } from '../../../sim/model/scenario/duration.ts';
import { choice, type Knob, more, number, onOff } from './knobs.ts';

/** Settings of what Django talks to. */

export const redis: readonly Knob[] = [
  number('redis.round_trip_ms', 'ms', [0, 10, 0.1]),
  number('redis.python_ms', 'ms', [0, 2, 0.025]),
  onOff('redis.ignore_exceptions', more),
];

export const pgbouncer: readonly Knob[] = [
  choice('pgbouncer.pool_mode', ['session', 'transaction', 'statement']),
  number('pgbouncer.default_pool_size', 'connections', [1, 200, 1]),
  number('pgbouncer.min_pool_size', 'connections', [0, 200, 1]),
  number('pgbouncer.reserve_pool_size', 'connections', [0, 100, 1]),
  number('pgbouncer.max_client_conn', 'clients', [10, 5000, 10]),
  number('pgbouncer.query_wait_timeout', 's, 0: never', [0, 300, 1]),
  number('pgbouncer.reserve_pool_timeout', 's', [0, 60, 1], more),
  number('pgbouncer.max_db_connections', '0: no limit', [0, 500, 1], more),
  number('pgbouncer.max_user_connections', '0: no limit', [0, 500, 1], more),
  number('pgbouncer.max_prepared_statements', '0: none', [0, 1000, 10], more),
  number('pgbouncer.server_idle_timeout', 's, 0: never', [0, 3600, 10], more),
  number('pgbouncer.server_lifetime', 's', [0, 7200, 60], more),
  number('pgbouncer.replicas', 'processes', [1, 16, 1], more),
  number('pgbouncer.hop_ms', 'ms', [0, 10, 0.1], more),
];

export const postgres: readonly Knob[] = [
  number('postgres.max_connections', 'slots', [10, 1000, 10]),
  number('postgres.slots_taken_before', 'slots', [0, 200, 1]),
  choice('postgres.role', ['superuser', 'ordinary']),
  number('postgres.superuser_reserved_connections', 'slots', [0, 20, 1], more),
  number('postgres.reserved_connections', 'slots', [0, 20, 1], more),
  number('postgres.role_connection_limit', '-1: none', [-1, 500, 1], more),
  number('postgres.slots_released_at_s', 's', [0, 120, 1], {
    whenNull: 'never',
    whenSet: 'released at',
    ...more,
  }),
  number('postgres.cpu_cores', 'cores', [0.5, 32, 0.5], {
    whenNull: 'shares the web cores',
    whenSet: 'a machine of its own',
    ...more,
  }),
  number('postgres.memory_mib', 'MiB', [512, 131_072, 512], {
    whenNull: 'not known',
    whenSet: 'for backends',
    ...more,
  }),
  number('postgres.statement_timeout', 'ms, 0: none', [0, 60_000, 100], more),
  number('postgres.lock_timeout', 'ms, 0: none', [0, 60_000, 100], more),
  number('postgres.idle_in_transaction_session_timeout', 'ms, 0: none', [0, 600_000, 1000], more),
  number('postgres.commit_flush_ms', 'ms', [0, 50, 0.5], more),
  number('postgres.round_trip_ms', 'ms', [0, 20, 0.1], more),
];

export const celery: readonly Knob[] = [
  number('celery.workers', '', [1, 16, 1]),
  number('celery.concurrency', 'children each', [1, 64, 1]),
  number('celery.worker_prefetch_multiplier', 'tasks per child', [0, 16, 1]),
  number('celery.CELERY_DB_REUSE_MAX', 'tasks', [1, 1000, 1], {
    whenNull: 'closed after each task',
    whenSet: 'closed after',
  }),
  number('celery.cpu_cores', 'cores', [0.5, 32, 0.5], {
    whenNull: 'shares the web cores',
    whenSet: 'a machine of their own',
  }),
  number('celery.enqueue_python_ms', 'ms', [0, 20, 0.1], more),
  number('celery.broker_round_trip_ms', 'ms', [0, 20, 0.1], more),
];

export function externals({ externals: all }: Scenario): readonly Knob[] {
  return Object.entries(all).flatMap(([name, { latency }]): readonly Knob[] => {
    // Setting paths are separated by dots, so such a name has none.
    if (name.includes('.')) return [];
    const at = `externals.${name}`;
    return [
      choice(`${at}.mode`, ['inline', 'offloaded'], { label: `${name} mode` }),
      number(`${at}.cache_hit_ratio`, 'share', [0, 1, 0.01], { label: `${name} cache_hit_ratio` }),
      ...latencyKnobs(`${at}.latency`, `${name} latency`, latency),
      number(`${at}.timeout_s`, 's', [0.5, 30, 0.5], { label: `${name} timeout`, ...more }),
      number(`${at}.python_ms`, 'ms', [0, 100, 1], { label: `${name} python_ms`, ...more }),
      onOff(`${at}.fail_open`, { label: `${name} fail_open`, ...more }),
    ];
  });
}

function latencyKnobs(path: string, label: string, latency: DurationMs): readonly Knob[] {
  const centre = (inner: string, word: string): Knob =>
    number(`${path}${inner}`, 'ms', [0, 2000, 10], { label: `${label}${word}` });
  if (typeof latency === 'number') return [centre('', '')];
  if ('lognormal' in latency) return [centre('.lognormal.median_ms', ' (median)')];
  if ('exponential' in latency) return [centre('.exponential.mean_ms', ' (mean)')];
  return [centre('.uniform.min_ms', ' (least)'), centre('.uniform.max_ms', ' (most)')];
}
