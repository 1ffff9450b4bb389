import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import smoke from '../../fixtures/scenarios/smoke.json' with { type: 'json' };
import { AppError } from '../contract/errors.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import { override } from '../contract/scenario/override.ts';
import { findPrograms } from './packages.ts';

const scenario = parseScenario(smoke);
const modules = 'usr/lib/python3/dist-packages';
let root: string;

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'plimsoll-root-'))));
afterEach(() => rmSync(root, { recursive: true }));

function install(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
}

function refusal(of = scenario): string {
  try {
    findPrograms(of, root);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('invalid-input');
    return (error as AppError).message;
  }
}

it('names all packages in one sentence where there are none', () => {
  const names = 'postgresql-15 pgbouncer python3-django gunicorn python3-locust python3-psycopg2';
  expect(refusal()).toBe(
    `the rig runs real programs and does not find ${names}; accepted: Debian with these packages (apt install ${names})`,
  );
});

it('names only what is missing, and only what the scenario needs', () => {
  install('usr/lib/postgresql/15/bin/postgres', `${modules}/django`, `${modules}/locust`);
  expect(refusal()).toContain('does not find pgbouncer gunicorn python3-psycopg2;');
  const bare = override(scenario, { pgbouncer: null, 'web.server': 'runserver' });
  expect(refusal(bare)).toContain('does not find python3-psycopg2;');
});

it('takes the newest PostgreSQL that has a server', () => {
  install(
    'usr/lib/postgresql/9/bin/postgres',
    'usr/lib/postgresql/15/bin/postgres',
    'usr/lib/postgresql/17/bin/psql',
    'usr/sbin/pgbouncer',
    ...['django', 'gunicorn', 'locust', 'psycopg2'].map((name) => `${modules}/${name}`),
  );
  expect(findPrograms(scenario, root)).toMatchObject({
    postgres: join(root, 'usr/lib/postgresql/15/bin'),
    postgresVersion: 15,
    pgbouncer: join(root, 'usr/sbin/pgbouncer'),
    python: join(root, 'usr/bin/python3'),
  });
});
