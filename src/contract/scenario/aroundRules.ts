import { note, type Rule, warning } from './lintRule.ts';

const offloadedToNobody: Rule = ({ externals, celery }) =>
  celery !== null
    ? []
    : Object.entries(externals).flatMap(([name, { mode }]) =>
        mode === 'offloaded'
          ? [
              note(
                `externals.${name}.mode`,
                'is offloaded while celery is null: whoever does that work costs no CPU and no database connection here; describe celery to count it',
              ),
            ]
          : [],
      );

const childrenNeedSlots: Rule = (
  { celery, pgbouncer },
  { connections, freeSlots, freeSlotsText },
) => {
  if (celery === null || pgbouncer !== null) return [];
  const children = celery.workers * celery.concurrency;
  if (connections > freeSlots || connections + children <= freeSlots) return [];
  return [
    warning(
      'celery.concurrency',
      `is ${celery.concurrency}: ${children} children of Celery and ${connections} connections of the web servers may be open at once, but PostgreSQL has ${freeSlots} (${freeSlotsText}); lower it, raise postgres.max_connections, or add pgbouncer`,
    ),
  ];
};

const redisUnused: Rule = ({ redis, faults, celery }) =>
  redis === null && celery === null && faults.some(({ kind }) => kind === 'redis_down')
    ? [
        note(
          'faults',
          'has redis_down, but nothing of this scenario needs Redis; describe redis or celery for it to take effect',
        ),
      ]
    : [];

const throttlesPerProcess: Rule = ({ django, redis, web }) =>
  django.throttles.length === 0 || redis !== null || web.server === 'runserver' || web.workers === 1
    ? []
    : [
        note(
          'django.throttles',
          `are counted in the cache of each of ${web.workers} processes while redis is null, so that ${web.workers} times as many requests pass; describe redis to count them together`,
        ),
      ];

const poolerOutlastsRestart: Rule = ({ faults, pgbouncer }) =>
  pgbouncer === null
    ? []
    : faults.flatMap((fault) =>
        fault.kind === 'postgres_restart' && fault.for_s < pgbouncer.server_login_retry
          ? [
              note(
                'pgbouncer.server_login_retry',
                `is ${pgbouncer.server_login_retry} s: a PgBouncer that meets PostgreSQL while it restarts for ${fault.for_s} s tries again only then, and everybody waits as long; lower it`,
              ),
            ]
          : [],
      );

const faultsAfterTheRun: Rule = ({ run, faults }) =>
  faults.flatMap(({ at_s }, i) =>
    at_s < run.run_time_s
      ? []
      : [
          note(
            `faults.${i}.at_s`,
            `is ${at_s} s, when the run of ${run.run_time_s} s is over; extend run.run_time_s`,
          ),
        ],
  );

/** What is around Django: Celery, Redis, throttles, and what goes wrong. */
export const aroundRules: readonly Rule[] = [
  offloadedToNobody,
  childrenNeedSlots,
  redisUnused,
  throttlesPerProcess,
  faultsAfterTheRun,
  poolerOutlastsRestart,
];
