import { grouped } from '../../sim/grouped.ts';
import type { Measurement, PassageTopic, ReportPassage } from '../../sim/study/results.ts';
import { said, type Said, seconds } from './wording.ts';

/** What the report proposes, promises or asks, held against what is known of the programs that it is about. */

function passagesOn({ passages = [] }: Measurement, topic: PassageTopic): readonly ReportPassage[] {
  return passages.filter((passage) => passage.topic === topic);
}

function isRefused({ failureNotes }: Measurement): boolean {
  return failureNotes.some(({ cause, failures }) => cause === 'postgres_refused' && failures > 0);
}

/** A shorter CONN_MAX_AGE frees nothing within a burst: age is looked at when a request of that thread begins or ends (semantics C4). */
export function ageProposed(measurement: Measurement): Said[] {
  const { configuration } = measurement;
  const rampS = configuration.users / configuration.spawnRate;
  return passagesOn(measurement, 'conn-max-age-proposed').flatMap(({ value, line }) => {
    if (value === null || value === 0) return [];
    return [
      said(
        `CONN_MAX_AGE ${value} is proposed as a fix (line ${line}), but the load of this test came within ${seconds(rampS)}, and Django looks at the age of a connection only when a request on its thread begins or ends: connections that are younger than ${value} s, or whose thread rests, keep their slots.`,
        { CONN_MAX_AGE: value, rampS, runTimeS: configuration.runTimeS },
      ),
    ];
  });
}

/** More slots move the limit and do not remove it. */
export function slotsProposed(measurement: Measurement): Said[] {
  const { users } = measurement.configuration;
  return passagesOn(measurement, 'max-connections-proposed').flatMap(({ value, line }) =>
    value === null
      ? []
      : [
          said(
            `max_connections = ${value} (line ${line}) moves the limit and does not remove it: where each user holds a connection, about ${grouped(value)} users meet it again, less what others hold; this test had ${grouped(users)}.`,
            { max_connections: value, users },
          ),
        ],
  );
}

/** How many connections a pooler saves is what its pool is set to. */
export function poolerSaving(measurement: Measurement): Said[] {
  return passagesOn(measurement, 'pooler-saving').map(({ value, quote, line }) =>
    said(
      `"${quote}" (line ${line}) is no property of PgBouncer: default_pool_size says how many connections there are, 20 for each database and user unless it is set.`,
      { factor: value ?? 0, default_pool_size: 20 },
    ),
  );
}

/** A promise that misses the report's own target, or that a hash alone may exceed. */
export function durationPromised(measurement: Measurement): Said[] {
  return passagesOn(measurement, 'duration-promise').flatMap(({ endpoint, value, line }) => {
    const target = measurement.targets.find(
      (candidate) => candidate.endpoint === endpoint && candidate.figure === 'p50Ms',
    );
    if (value === null || endpoint === null || target === undefined || value <= target.limit)
      return [];
    const rounds = passagesOn(measurement, 'hash-rounds')[0]?.value ?? null;
    return [
      said(
        `The report promises ${endpoint} below ${grouped(value)} ms (line ${line}), which misses its own target of ${grouped(target.limit)} ms${rounds === null ? '' : `, and a hash of ${grouped(rounds)} rounds alone may take longer than either: compute it, do not assume it`}.`,
        {
          promisedMs: value,
          targetMs: target.limit,
          ...(rounds !== null && { rounds }),
        },
      ),
    ];
  });
}

/** Numbers of users for which there is no measurement. */
export function capacityPromised(measurement: Measurement): Said[] {
  const { users } = measurement.configuration;
  const of = (topic: PassageTopic): ReportPassage[] =>
    passagesOn(measurement, topic).filter(({ value }) => value !== null && value !== users);
  const estimates = of('safe-users-estimate').map(({ value, line }) =>
    said(
      `About ${grouped(value!)} safe users (line ${line}) is an estimate: the report has no run at ${grouped(value!)} users.`,
      { estimatedUsers: value!, measuredUsers: users },
    ),
  );
  const promises = of('capacity-promise').map(({ value, line }) =>
    said(
      `${grouped(value!)} users (line ${line}) is ${Number((value! / users).toPrecision(2))} times the only load measured: no figure of the report speaks for or against it.`,
      { promisedUsers: value!, measuredUsers: users },
    ),
  );
  return [...estimates, ...promises];
}

/** `@cache_page` on a function that is no view. */
export function cachedHelper(measurement: Measurement): Said[] {
  return passagesOn(measurement, 'cached-helper').map(({ line, value }) =>
    said(
      `@cache_page (line ${line}) decorates views, not helper functions: here it caches nothing; and a cache by the hash of the whole password differs from the breach service, which is asked for a prefix of the hash.`,
      { cacheS: value ?? 0 },
    ),
  );
}

/** Queries that fail, or that miss the connections that fill the slots. */
export function slotQueries(measurement: Measurement): Said[] {
  const right =
    "SELECT state, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1";
  const failing = passagesOn(measurement, 'slot-query-unknown-columns').map(({ line }) =>
    said(
      `The query in line ${line} fails: pg_settings has no columns max_conn and used; SHOW max_connections says the limit.`,
      { line },
    ),
  );
  const blind = passagesOn(measurement, 'slot-query-active-only').map(({ line }) =>
    said(
      `The query in line ${line} counts active backends only and misses the idle ones, which fill the slots; this one shows both: ${right}.`,
      { line },
    ),
  );
  return [...failing, ...blind];
}

/** "Pool" for PostgreSQL's slots, where nothing pooled. */
export function callsSlotsPool(measurement: Measurement): Said[] {
  const [passage] = passagesOn(measurement, 'slots-called-pool');
  if (passage === undefined || !isRefused(measurement)) return [];
  return [
    said(
      `What the report calls a connection pool (line ${passage.line}) is PostgreSQL's limit of slots: the refusals are those of PostgreSQL, and nothing in the report pools connections.`,
      { line: passage.line },
    ),
  ];
}

/** Without the use of the processors, computing cannot be told from waiting. */
export function cpuUnknown(measurement: Measurement): Said[] {
  return passagesOn(measurement, 'cpu-unknown').map(({ line }) =>
    said(
      `How busy the processors were is not known (line ${line}), so hashing cannot be told from waiting for it: docker stats during the next run tells.`,
      { line },
    ),
  );
}
