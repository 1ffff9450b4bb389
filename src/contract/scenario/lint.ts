import type { Scenario } from '../../sim/model/scenario.ts';
import type { Warning } from '../api.ts';
import { databaseRules } from './databaseRules.ts';
import { decimal, factsOf, note, type Rule, warning } from './lintRule.ts';
import { poolerRules } from './poolerRules.ts';
import { aroundRules } from './aroundRules.ts';
import { webRules } from './webRules.ts';
import { workloadRules } from './workloadRules.ts';

/**
 * Settings that are accepted but contradict one another, or surprise: each with its value and what to do. A `warning`
 * costs requests or time, a `note` only explains.
 */
export function lint(scenario: Scenario): Warning[] {
  const facts = factsOf(scenario);
  return rules.flatMap((rule) => rule(scenario, facts));
}

const usersStartInTime: Rule = ({ run }) => {
  const started = run.spawn_rate * run.run_time_s;
  if (run.users <= started) return [];
  return [
    warning(
      'run.spawn_rate',
      `is ${run.spawn_rate} users/s, so that ${run.users} users take longer to start than the run lasts (${run.run_time_s} s); raise it above ${decimal(run.users / run.run_time_s)} or extend run.run_time_s`,
    ),
  ];
};

const ageWithoutEffect: Rule = ({ web, django, pgbouncer }) => {
  const age = django.CONN_MAX_AGE;
  if (web.server !== 'runserver' || age === 0) return [];
  // Behind PgBouncer an idle connection costs no slot, only a client.
  const found = pgbouncer === null ? warning : note;
  return [
    found(
      'django.CONN_MAX_AGE',
      `is ${age === null ? 'null (keep for ever)' : `${age} s`} under runserver: Django looks at the age only when a request of that thread begins or ends, so that an idle keep-alive user keeps its connection whatever the number; set it to 0, or use gunicorn`,
    ),
  ];
};

const slotsSuffice: Rule = ({ run, web, workload, pgbouncer }, facts) => {
  if (pgbouncer !== null || facts.connections <= facts.freeSlots) return [];
  const inUseAtOnce = web.server === 'runserver' && (!facts.persistent || !workload.keep_alive);
  // Then only requests in flight hold a slot: how many that are, the simulation tells.
  if (inUseAtOnce) return [];
  const [path, value] =
    web.server === 'runserver'
      ? (['run.users', run.users] as const)
      : (['web.threads', web.threads] as const);
  return [
    warning(
      path,
      `is ${value}: ${facts.connectionsText}, but PostgreSQL has ${facts.freeSlots} (${facts.freeSlotsText}) and refuses the rest; add pgbouncer, raise postgres.max_connections, or use fewer threads`,
    ),
  ];
};

const waitOutlastsRun: Rule = ({ run, pgbouncer, django }) => {
  const warnings: Warning[] = [];
  const hidden = (path: string, limit: string): void => {
    warnings.push(
      note(
        path,
        `is ${limit} and the run lasts ${run.run_time_s} s: whoever waits too long shows up as unfinished requests and never as an error; set it below run.run_time_s to see errors`,
      ),
    );
  };
  if (pgbouncer !== null) {
    const { query_wait_timeout } = pgbouncer;
    if (query_wait_timeout === 0) hidden('pgbouncer.query_wait_timeout', '0 (never)');
    else if (query_wait_timeout >= run.run_time_s)
      hidden('pgbouncer.query_wait_timeout', `${query_wait_timeout} s`);
  }
  if (django.pool !== null && django.pool.timeout >= run.run_time_s) {
    hidden('django.pool.timeout', `${django.pool.timeout} s`);
  }
  return warnings;
};

const rules: readonly Rule[] = [
  usersStartInTime,
  slotsSuffice,
  ...poolerRules,
  ageWithoutEffect,
  waitOutlastsRun,
  ...databaseRules,
  ...webRules,
  ...workloadRules,
  ...aroundRules,
];
