import type { Issue } from '../contract/errors.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import * as treatments from './treatment.ts';

/** What the rig cannot do for a scenario. */
export interface Shortfalls {
  readonly refused: readonly Issue[];
  /** Settings that change nothing here, a sentence each. */
  readonly leftOut: readonly string[];
}

/** The settings of `scenario` that the rig cannot honour on a machine with `cores` cores. */
export function shortfalls(scenario: Scenario, cores: number): Shortfalls {
  const refused: Issue[] = [];
  const leftOut: string[] = [];
  const look = (
    section: object,
    of: Readonly<Record<string, treatments.Treatment>>,
    at: string,
  ) => {
    for (const [key, value] of Object.entries(section)) {
      const treatment = of[key];
      if (typeof treatment !== 'object') continue;
      if ('leftOut' in treatment) {
        if (value !== treatment.usual)
          leftOut.push(`${at}${key} is ${printed(value)}: ${treatment.leftOut}`);
      } else if (!treatment.only.map(printed).includes(printed(value))) {
        const accepted = treatment.only.map(printed).join(' or ');
        refused.push(refusal(`${at}${key}`, value, `${treatment.because}; accepted: ${accepted}`));
      }
    }
  };
  look(
    { redis: scenario.redis, celery: scenario.celery, faults: scenario.faults },
    treatments.whole,
    '',
  );
  look(scenario.run, treatments.run, 'run.');
  look(scenario.workload, treatments.workload, 'workload.');
  look(scenario.web, treatments.web, 'web.');
  look(scenario.django, treatments.django, 'django.');
  if (scenario.pgbouncer !== null) look(scenario.pgbouncer, treatments.pgbouncer, 'pgbouncer.');
  look(scenario.postgres, treatments.postgres, 'postgres.');
  for (const [name, one] of Object.entries(scenario.externals))
    look(one, treatments.external, `externals.${name}.`);
  return {
    refused: [...refused, ...ofValues(scenario)],
    leftOut: [...leftOut, ...ofCores(scenario, cores)],
  };
}

/** Values that settings of Plimsoll may have and those of the programs may not. */
function ofValues({ run, web, django, pgbouncer }: Scenario): Issue[] {
  const issues: Issue[] = [];
  const wanted = (path: string, value: number, what: 'run time' | 'setting'): void => {
    if (Number.isInteger(value)) return;
    const who = what === 'run time' ? 'Locust counts run times' : 'gunicorn counts';
    issues.push(refusal(path, value, `${who} in whole s; accepted: a whole number`));
  };
  wanted('run.run_time_s', run.run_time_s, 'run time');
  if (web.server === 'gunicorn') {
    for (const key of ['timeout', 'keepalive', 'graceful_timeout'] as const)
      wanted(`web.${key}`, web[key], 'setting');
  }
  const { hasher } = django;
  if (hasher !== null && !('pbkdf2_sha256' in hasher)) {
    issues.push(
      refusal(
        'django.hasher',
        hasher,
        'Django of the packages named hashes with pbkdf2_sha256 only; accepted: pbkdf2_sha256 or null',
      ),
    );
  }
  if (pgbouncer?.default_pool_size === 0) {
    issues.push(
      refusal(
        'pgbouncer.default_pool_size',
        0,
        'PgBouncer takes 0 for unlimited from version 1.24 on; accepted: >= 1',
      ),
    );
  }
  return issues;
}

/** Cores can be withheld from programs, not added. */
function ofCores({ web, postgres }: Scenario, cores: number): string[] {
  const asked = web.cpu_cores + (postgres.cpu_cores ?? 0);
  if (asked <= cores && Number.isInteger(web.cpu_cores) && Number.isInteger(asked)) return [];
  const own = postgres.cpu_cores === null ? '' : ` and postgres.cpu_cores ${postgres.cpu_cores}`;
  return [
    `web.cpu_cores is ${web.cpu_cores}${own}: this machine has ${cores}, and all programs share them`,
  ];
}

function refusal(path: string, value: unknown, because: string): Issue {
  return { path, message: `is ${printed(value)}; ${because}` };
}

function printed(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
