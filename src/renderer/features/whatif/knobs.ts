import type { DurationMs, Scenario } from '../../../sim/model/scenario.ts';

/**
 * The settings that What-if offers, tier by tier in the order of a request. Bounds are those of the slider only: the field
 * takes whatever the scenario document accepts, and the backend says what that is.
 */
export interface NumberKnob {
  readonly kind: 'number';
  readonly path: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What null means for a setting that may be null; absent where it may not. */
  readonly whenNull?: string;
}
export interface ChoiceKnob {
  readonly kind: 'choice';
  readonly path: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}
export interface SwitchKnob {
  readonly kind: 'switch';
  readonly path: string;
}
export type Knob = (NumberKnob | ChoiceKnob | SwitchKnob) & {
  readonly label: string;
  /** Behind "more settings". */
  readonly secondary: boolean;
};

export interface Tier {
  readonly id: 'users' | 'web' | 'django' | 'pgbouncer' | 'postgres' | 'externals';
  readonly label: string;
  readonly knobs: readonly Knob[];
}

interface Extra {
  readonly label?: string;
  readonly secondary?: boolean;
}

function number(
  path: string,
  unit: string,
  [min, max, step]: readonly [number, number, number],
  extra: Extra & { readonly whenNull?: string } = {},
): Knob {
  const { whenNull } = extra;
  return {
    ...{ kind: 'number', path, unit, min, max, step },
    ...(whenNull === undefined ? {} : { whenNull }),
    ...common(path, extra),
  };
}

function choice(
  path: string,
  choices: readonly (readonly [string, string])[],
  extra: Extra = {},
): Knob {
  return {
    kind: 'choice',
    path,
    choices: choices.map(([value, label]) => ({ value, label })),
    ...common(path, extra),
  };
}

function onOff(path: string, extra: Extra = {}): Knob {
  return { kind: 'switch', path, ...common(path, extra) };
}

function common(path: string, { label, secondary }: Extra): { label: string; secondary: boolean } {
  return { label: label ?? path.slice(path.lastIndexOf('.') + 1), secondary: secondary ?? false };
}

const more = { secondary: true } as const;

/** Tiers with the settings that `scenario` has: no threads for a sync worker, no pool size without PgBouncer. */
export function tiersOf(scenario: Scenario): readonly Tier[] {
  return [
    { id: 'users', label: 'Users', knobs: users },
    { id: 'web', label: 'Web', knobs: web(scenario) },
    { id: 'django', label: 'Django', knobs: django(scenario) },
    { id: 'pgbouncer', label: 'PgBouncer', knobs: scenario.pgbouncer === null ? [] : pgbouncer },
    { id: 'postgres', label: 'PostgreSQL', knobs: postgres },
    { id: 'externals', label: 'Externals', knobs: externals(scenario) },
  ];
}

const users: readonly Knob[] = [
  number('run.users', 'users', [1, 1000, 1]),
  number('run.spawn_rate', 'users/s', [1, 100, 1], { label: 'spawn rate' }),
  number('run.run_time_s', 's', [10, 600, 10], { label: 'run time', ...more }),
  number('workload.client_timeout_s', 's', [1, 120, 1], {
    label: 'client timeout',
    whenNull: 'waits for ever',
    ...more,
  }),
  onOff('workload.keep_alive', { label: 'keep-alive', ...more }),
];

function web({ web: { server, worker_class } }: Scenario): readonly Knob[] {
  const gunicorn = server === 'gunicorn';
  const threads = gunicorn && worker_class === 'gthread';
  return [
    choice('web.server', [
      ['runserver', 'runserver'],
      ['gunicorn', 'gunicorn'],
      ['uvicorn', 'uvicorn'],
    ]),
    ...(gunicorn
      ? [
          choice('web.worker_class', [
            ['sync', 'sync'],
            ['gthread', 'gthread'],
            ['gevent', 'gevent'],
          ]),
        ]
      : []),
    ...(server === 'runserver' ? [] : [number('web.workers', 'processes', [1, 64, 1])]),
    ...(threads ? [number('web.threads', 'per worker', [1, 64, 1])] : []),
    number('web.cpu_cores', 'cores', [0.5, 32, 0.5]),
    number('web.replicas', 'machines', [1, 16, 1]),
    ...(gunicorn ? [number('web.timeout', 's', [1, 300, 1], more)] : []),
    ...(gunicorn ? [number('web.keepalive', 's', [0, 75, 1], more)] : []),
    number('web.cpu_speed_sigma', '', [0, 0.5, 0.01], more),
    number('web.client_hop_ms', 'ms', [0, 100, 0.1], more),
  ];
}

function django({ django: { pool } }: Scenario): readonly Knob[] {
  return [
    number('django.CONN_MAX_AGE', 's', [0, 600, 10], { whenNull: 'never closed' }),
    number('django.password_hash_ms', 'ms', [0, 1000, 5]),
    number('django.metrics_writes', 'per response', [0, 10, 1]),
    onOff('django.DEBUG', more),
    onOff('django.ATOMIC_REQUESTS', more),
    onOff('django.CONN_HEALTH_CHECKS', more),
    number('django.python_ms_per_query', 'ms', [0, 5, 0.1], more),
    number('django.error_page_ms', 'ms', [0, 200, 1], more),
    ...(pool === null
      ? []
      : [
          number('django.pool.max_size', 'connections', [1, 100, 1], { label: 'pool max_size' }),
          number('django.pool.min_size', 'connections', [1, 100, 1], {
            label: 'pool min_size',
            ...more,
          }),
          number('django.pool.timeout', 's', [1, 120, 1], { label: 'pool timeout', ...more }),
        ]),
  ];
}

const pgbouncer: readonly Knob[] = [
  choice('pgbouncer.pool_mode', [
    ['session', 'session'],
    ['transaction', 'transaction'],
  ]),
  number('pgbouncer.default_pool_size', 'connections', [1, 200, 1]),
  number('pgbouncer.max_client_conn', 'clients', [10, 5000, 10]),
  number('pgbouncer.query_wait_timeout', 's', [0, 300, 1], more),
  number('pgbouncer.reserve_pool_size', 'connections', [0, 100, 1], more),
  number('pgbouncer.reserve_pool_timeout', 's', [0, 60, 1], more),
  number('pgbouncer.hop_ms', 'ms', [0, 10, 0.1], more),
];

const postgres: readonly Knob[] = [
  number('postgres.max_connections', 'slots', [10, 1000, 10]),
  number('postgres.slots_taken_before', 'slots', [0, 200, 1]),
  choice('postgres.role', [
    ['superuser', 'superuser'],
    ['ordinary', 'ordinary'],
  ]),
  number('postgres.superuser_reserved_connections', 'slots', [0, 20, 1], more),
  number('postgres.reserved_connections', 'slots', [0, 20, 1], more),
  number('postgres.slots_released_at_s', 's', [0, 120, 1], { whenNull: 'never', ...more }),
  number('postgres.cpu_cores', 'cores', [0.5, 32, 0.5], {
    whenNull: 'shares the web cores',
    ...more,
  }),
  number('postgres.commit_flush_ms', 'ms', [0, 50, 0.5], more),
  number('postgres.round_trip_ms', 'ms', [0, 20, 0.1], more),
];

function externals({ externals: all }: Scenario): readonly Knob[] {
  return Object.entries(all).flatMap(([name, { latency }]): readonly Knob[] => {
    // Setting paths are separated by dots, so such a name has none.
    if (name.includes('.')) return [];
    const at = `externals.${name}`;
    return [
      choice(
        `${at}.mode`,
        [
          ['inline', 'inline'],
          ['offloaded', 'offloaded'],
        ],
        { label: `${name} mode` },
      ),
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
