import { serverKind } from '../../sim/model/web/servers.ts';
import { note, type Rule, warning } from './lintRule.ts';

const ignoredByRunserver: Rule = ({ web }) => {
  if (web.server !== 'runserver') return [];
  return (['workers', 'threads'] as const).flatMap((setting) =>
    web[setting] === 1
      ? []
      : [
          note(
            `web.${setting}`,
            `is ${web[setting]}, but runserver is one process with a thread per connection and ignores it; set web.server to gunicorn for it to take effect`,
          ),
        ],
  );
};

const syncWithThreads: Rule = ({ web }) => {
  if (web.server !== 'gunicorn' || web.worker_class !== 'sync' || web.threads === 1) return [];
  return [
    note(
      'web.worker_class',
      `is sync with ${web.threads} threads, which gunicorn runs as gthread; set it to gthread to say so, or web.threads to 1`,
    ),
  ];
};

const persistentWithoutThreads: Rule = ({ web, django }) => {
  const kind = serverKind(web);
  const age = django.CONN_MAX_AGE;
  if (age === 0 || (kind !== 'uvicorn' && kind !== 'gevent')) return [];
  const end =
    kind === 'uvicorn'
      ? 'each request has a thread of its own'
      : 'each client connection has a greenlet of its own';
  return [
    warning(
      'django.CONN_MAX_AGE',
      `is ${age === null ? 'null (keep for ever)' : `${age} s`} under ${kind}, where ${end} and leaves its database connection behind until the garbage collector runs; set it to 0`,
    ),
  ];
};

const backlogBeyondKernel: Rule = ({ web }) =>
  web.server === 'runserver' || web.backlog <= web.somaxconn
    ? []
    : [
        note(
          'web.backlog',
          `is ${web.backlog}, but the kernel cuts it to net.core.somaxconn ${web.somaxconn}; raise web.somaxconn for it to take effect`,
        ),
      ];

const connectionsBelowThreads: Rule = ({ web }) =>
  serverKind(web) !== 'gthread' || web.worker_connections >= web.threads
    ? []
    : [
        warning(
          'web.worker_connections',
          `is ${web.worker_connections}, fewer than web.threads ${web.threads}: a worker accepts no more connections than that, and its other threads have nothing to do; set it above web.threads`,
        ),
      ];

const workersEndTogether: Rule = ({ web }) =>
  web.server !== 'gunicorn' ||
  web.workers === 1 ||
  web.max_requests === 0 ||
  web.max_requests_jitter > 0
    ? []
    : [
        note(
          'web.max_requests_jitter',
          `is 0 with max_requests ${web.max_requests}: workers that share the load evenly are replaced at about the same time; set it to about a tenth of max_requests`,
        ),
      ];

const replicasShareDatabaseCores: Rule = ({ web, postgres }) =>
  web.replicas === 1 || postgres.cpu_cores !== null
    ? []
    : [
        note(
          'postgres.cpu_cores',
          `is null, so that PostgreSQL shares the cores of the first of ${web.replicas} web machines; give it cores of its own`,
        ),
      ];

/** Concurrent Argon2 hashes beyond which their memory is worth a word, MiB. */
const MUCH_MEMORY = 2048;

const memoryOfArgon2: Rule = ({ web, django }, { connections }) => {
  if (django.hasher === null || !('argon2' in django.hasher)) return [];
  const atOnce = Math.min(connections, web.workers * web.threads * web.replicas);
  const mebibytes = Math.round((django.hasher.argon2.memory_cost / 1024) * atOnce);
  if (web.server !== 'gunicorn' || mebibytes < MUCH_MEMORY) return [];
  return [
    note(
      'django.hasher.argon2.memory_cost',
      `is ${django.hasher.argon2.memory_cost} KiB, and ${atOnce} threads that hash at once need ${mebibytes} MiB, which this model does not limit; lower it or web.threads if memory is short`,
    ),
  ];
};

const hashCostTwice: Rule = ({ django, provenance }) =>
  django.hasher === null || provenance['django.password_hash_ms'] === undefined
    ? []
    : [
        note(
          'django.password_hash_ms',
          `is ${django.password_hash_ms} ms, but django.hasher says what a hash costs and this is ignored; set django.hasher to null for it to take effect`,
        ),
      ];

const storedWithoutHasher: Rule = ({ django }) =>
  django.stored_hasher === null || django.hasher !== null
    ? []
    : [
        note(
          'django.stored_hasher',
          'is given while django.hasher is null: whether an upgrade at login keeps the algorithm is not known then; set django.hasher',
        ),
      ];

/** What servers ignore, or do to one another. */
export const webRules: readonly Rule[] = [
  ignoredByRunserver,
  syncWithThreads,
  persistentWithoutThreads,
  backlogBeyondKernel,
  connectionsBelowThreads,
  workersEndTogether,
  replicasShareDatabaseCores,
  memoryOfArgon2,
  hashCostTwice,
  storedWithoutHasher,
];
