import { scenarioSchema } from '../../../contract/scenario/schema.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Django, PasswordHasher } from '../../../sim/model/scenario/django.ts';
import { type Choice, choice, type Knob, more, number, onOff } from './knobs.ts';

/** Settings of the users, the web server and Django. */

const defaultRetry = scenarioSchema.shape.workload.shape.retry.parse({});

export function users({ workload: { retry } }: Scenario): readonly Knob[] {
  return [
    number('run.users', '', [1, 1000, 1]),
    number('run.spawn_rate', 'users/s', [1, 100, 1], { label: 'spawn rate' }),
    number('run.run_time_s', 's', [10, 600, 10], { label: 'run time', ...more }),
    number('workload.client_timeout_s', 's', [1, 120, 1], {
      label: 'client timeout',
      whenNull: 'waits for ever',
      whenSet: 'gives up after',
      ...more,
    }),
    onOff('workload.keep_alive', { label: 'keep-alive', ...more }),
    choice(
      'workload.retry',
      [
        { label: 'never', value: null },
        { label: 'after failures', value: defaultRetry },
      ],
      { label: 'clients retry', ...more },
    ),
    ...(retry === null
      ? []
      : [
          number('workload.retry.attempts', 'in all', [2, 10, 1], more),
          number('workload.retry.backoff_s', 's', [0, 30, 0.5], { label: 'backoff', ...more }),
        ]),
  ];
}

export function web({ web: { server, worker_class, replicas } }: Scenario): readonly Knob[] {
  const gunicorn = server === 'gunicorn';
  const threads = gunicorn && worker_class === 'gthread';
  return [
    choice('web.server', ['runserver', 'gunicorn', 'uvicorn']),
    ...(gunicorn ? [choice('web.worker_class', ['sync', 'gthread', 'gevent'])] : []),
    ...(server === 'runserver' ? [] : [number('web.workers', 'processes', [1, 64, 1])]),
    ...(threads ? [number('web.threads', 'per worker', [1, 64, 1])] : []),
    number('web.cpu_cores', 'cores', [0.5, 32, 0.5]),
    number('web.replicas', 'machines', [1, 16, 1]),
    ...(replicas > 1 ? [choice('web.balancer', ['round_robin', 'least_connections'])] : []),
    ...(gunicorn
      ? [
          number('web.timeout', 's', [1, 300, 1], more),
          number('web.keepalive', 's', [0, 75, 1], more),
          number('web.worker_connections', 'per worker', [1, 5000, 1], more),
          number('web.max_requests', '0: never', [0, 10_000, 100], more),
          number('web.max_requests_jitter', 'requests', [0, 1000, 10], more),
        ]
      : []),
    number('web.backlog', 'sockets', [1, 8192, 1], more),
    number('web.background_cores', 'cores', [0, 8, 0.1], more),
    number('web.cpu_speed_sigma', '', [0, 0.5, 0.01], more),
    number('web.client_hop_ms', 'ms', [0, 100, 0.1], more),
  ];
}

export function django({ django: { pool, hasher } }: Scenario): readonly Knob[] {
  return [
    number('django.CONN_MAX_AGE', 's', [0, 600, 10], {
      whenNull: 'never closed',
      whenSet: 'closed after',
    }),
    choice('django.hasher', hashers('password_hash_ms'), { label: 'PASSWORD_HASHERS' }),
    ...(hasher === null
      ? [number('django.password_hash_ms', 'ms', [0, 1000, 5])]
      : [
          ...parametersOf(hasher),
          number('django.hash_machine_factor', '× reference', [0.1, 5, 0.05], more),
          choice('django.stored_hasher', hashers('as now'), {
            label: 'passwords stored with',
            ...more,
          }),
        ]),
    number('django.metrics_writes', 'per response', [0, 10, 1]),
    onOff('django.DEBUG', more),
    onOff('django.ATOMIC_REQUESTS', more),
    onOff('django.CONN_HEALTH_CHECKS', more),
    number('django.prepare_threshold', 'runs', [0, 20, 1], {
      whenNull: 'never prepares',
      whenSet: 'prepares after',
      ...more,
    }),
    number('django.python_ms_per_query', 'ms', [0, 5, 0.1], more),
    number('django.error_page_ms', 'ms', [0, 200, 1], more),
    choice(
      'django.pool',
      [
        { label: 'none', value: null },
        { label: 'psycopg_pool', value: defaultPool },
      ],
      { label: 'pool', ...more },
    ),
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

/** Part of Django's settings with every other one as documented. */
function documented(settings: object): Django {
  return scenarioSchema.shape.django.parse(settings);
}

const defaultPool = documented({ pool: {} }).pool;

function hashers(none: string): Choice[] {
  return [
    { label: none, value: null },
    ...['pbkdf2_sha256', 'argon2', 'bcrypt_sha256', 'scrypt'].map((name) => ({
      label: name,
      value: documented({ hasher: { [name]: {} } }).hasher,
    })),
  ];
}

function parametersOf(hasher: PasswordHasher): readonly Knob[] {
  if ('pbkdf2_sha256' in hasher) {
    return [
      number('django.hasher.pbkdf2_sha256.iterations', 'rounds', [50_000, 2_000_000, 10_000]),
    ];
  }
  if ('argon2' in hasher) {
    return [
      number('django.hasher.argon2.time_cost', 'passes', [1, 10, 1]),
      number('django.hasher.argon2.memory_cost', 'KiB', [8192, 1_048_576, 8192]),
      number('django.hasher.argon2.parallelism', 'lanes', [1, 16, 1]),
    ];
  }
  if ('bcrypt_sha256' in hasher) {
    return [number('django.hasher.bcrypt_sha256.rounds', 'log2 of rounds', [4, 16, 1])];
  }
  return [
    number('django.hasher.scrypt.work_factor', 'N', [1024, 131_072, 1024]),
    number('django.hasher.scrypt.block_size', 'r', [1, 32, 1]),
    number('django.hasher.scrypt.parallelism', 'p', [1, 16, 1]),
  ];
}
