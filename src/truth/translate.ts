import { AppError } from '../contract/errors.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Provenance } from '../sim/model/scenario/provenance.ts';
import { withSettings } from '../sim/model/settings.ts';
import type { RigConfig, TruthCase } from './case.ts';
import { breachCheck, rigEndpoint } from './endpoints.ts';
import { machine, pooler, runEndsBefore, samplerClients, startUpConnections } from './rig.ts';

/**
 * The scenario of a measured run, with other work on the machine that would use `backgroundCores` if it had them to itself.
 * Throws `AppError('invalid-input')` when the case asks for what is not known.
 */
export function translate(truth: TruthCase, backgroundCores: number): Scenario {
  const { config } = truth;
  const parameters = config.pgbouncer ? { ...machine, ...pooler } : machine;
  const provenance: Record<string, Provenance> = {};
  const settings: Record<string, number> = {};
  for (const [path, { value, kind, source }] of Object.entries(parameters)) {
    settings[path] = value;
    provenance[path] = { kind, source };
  }
  const document = {
    format: 'plimsoll.scenario',
    version: 1,
    name: truth.name.replace(/[^A-Za-z0-9._-]/g, '-'),
    title: truth.title || truth.name,
    run: run(config),
    workload: { keep_alive: config.http_keep_alive, user_classes: userClasses(config) },
    endpoints: endpoints(truth),
    web: { ...web(config), background_cores: backgroundCores },
    django: { CONN_MAX_AGE: config.server.conn_max_age_s },
    pgbouncer: pgbouncer(config),
    postgres: {
      max_connections: config.postgres.max_connections,
      superuser_reserved_connections: config.postgres.superuser_reserved_connections,
      role: 'ordinary',
      slots_taken_before:
        config.server.kind === 'runserver' && !config.pgbouncer ? startUpConnections : 0,
    },
    externals: {
      [breachCheck]: { latency: config.app.breach_sleep_ms ?? 0, python_ms: 0 },
    },
    provenance,
  };
  return parseScenario(withSettings(document, settings));
}

function run(config: RigConfig): object {
  const { shape, run_time_s, users, spawn_rate_per_s } = config;
  if (!shape || shape.length === 0) {
    return {
      users,
      spawn_rate: spawn_rate_per_s,
      run_time_s: run_time_s - runEndsBefore.plain,
    };
  }
  const [first, ...later] = shape;
  return {
    users: first![1],
    spawn_rate: first![2],
    run_time_s: run_time_s - runEndsBefore.shape,
    stages: later.map(([, count, rate], i) => ({
      from_s: shape[i]![0],
      users: count,
      spawn_rate: rate,
    })),
  };
}

/** Requests that a mix asks for, by class of users; a mix of endpoints is one class. */
function mixes(
  config: RigConfig,
): { name: string; share: number; start: string[]; tasks: object }[] {
  const entries = Object.entries(config.mix);
  if (entries.every(([, value]) => typeof value === 'number')) {
    return [{ name: 'User', share: 1, start: [], tasks: config.mix }];
  }
  return entries.flatMap(([name, value]) =>
    typeof value === 'number'
      ? []
      : [{ name, share: value.share, start: value.on_start, tasks: value.tasks }],
  );
}

function userClasses(config: RigConfig): object[] {
  const wait_time = waitTime(config.wait_time);
  return mixes(config).map(({ name, share, start, tasks }) => ({
    name,
    weight: Math.max(1, Math.round(share * 100)),
    wait_time,
    on_start: start.map((request) => ({ request })),
    tasks: weighted(tasks as Record<string, number>),
  }));
}

/** Weights may be fractions in a case; a scenario has whole ones. */
function weighted(tasks: Readonly<Record<string, number>>): object[] {
  const weights = Object.entries(tasks).filter(([, weight]) => weight > 0);
  const whole = weights.every(([, weight]) => Number.isInteger(weight));
  return weights.map(([request, weight]) => ({
    request,
    weight: whole ? weight : Math.max(1, Math.round(weight * 1000)),
  }));
}

function waitTime(text: string): object {
  const [kind, first, second] = text.split(':');
  const value = Number(first);
  switch (kind) {
    case 'exp':
    case 'exponential':
      return { exponential: value };
    case 'uniform':
    case 'between':
      return { between: [value, Number(second)] };
    case 'const':
    case 'constant':
      return { constant: value };
    default:
      throw new AppError(
        'invalid-input',
        `config.wait_time: is "${text}"; accepted: exp:MEAN, uniform:LOW:HIGH or const:VALUE, in s`,
      );
  }
}

function endpoints(truth: TruthCase): object {
  const { config } = truth;
  const names = new Set(
    mixes(config).flatMap(({ start, tasks }) => [...start, ...Object.keys(tasks)]),
  );
  return Object.fromEntries(
    [...names].map((name) => {
      const endpoint = rigEndpoint(name, config);
      if (endpoint === undefined) {
        throw new AppError(
          'invalid-input',
          `${truth.name}: config.mix asks for "${name}", which is no endpoint of the rig; accepted: ping, health, groups_list, groups_create, register, login, cpu with cpu_ms, or any with db_hold_ms`,
        );
      }
      return [name, endpoint];
    }),
  );
}

function web(config: RigConfig): object {
  const { kind, workers, threads } = config.server;
  if (kind === 'runserver') return { server: 'runserver' };
  return {
    server: 'gunicorn',
    worker_class: kind,
    workers: Math.max(1, workers),
    threads: Math.max(1, threads),
    keepalive: 75,
  };
}

function pgbouncer(config: RigConfig): object | null {
  if (!config.pgbouncer) return null;
  const { max_client_conn, ...settings } = config.pgbouncer;
  return { ...settings, max_client_conn: Math.max(1, max_client_conn - samplerClients) };
}
