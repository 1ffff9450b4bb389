import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { Scenario } from '../sim/model/scenario.ts';

/** The programs of the rig, as Debian's packages install them. */
export interface Programs {
  /** Folder of `initdb`, `postgres` and `psql`. */
  readonly postgres: string;
  /** Major version. */
  readonly postgresVersion: number;
  readonly pgbouncer: string;
  /** Debian's own Python, which has the packages; another one on the PATH need not. */
  readonly python: string;
  /** Version of the package; empty where dpkg knows none. */
  readonly locustVersion: string;
}

const PYTHON_MODULES = 'usr/lib/python3/dist-packages';

/**
 * Where the programs are that `scenario` needs, below the folder `root`.
 * Throws `AppError('invalid-input')` that names all packages that are missing.
 */
export function findPrograms(scenario: Scenario, root = '/'): Programs {
  const has = (path: string): boolean => existsSync(join(root, path));
  const versions = postgresVersions(join(root, 'usr/lib/postgresql'));
  const needed: readonly (readonly [packageName: string, isThere: boolean])[] = [
    ['postgresql-15', versions.length > 0],
    ['pgbouncer', scenario.pgbouncer === null || has('usr/sbin/pgbouncer')],
    ['python3-django', has(`${PYTHON_MODULES}/django`)],
    ['gunicorn', scenario.web.server !== 'gunicorn' || has(`${PYTHON_MODULES}/gunicorn`)],
    ['python3-locust', has(`${PYTHON_MODULES}/locust`)],
    ['python3-psycopg2', has(`${PYTHON_MODULES}/psycopg2`)],
  ];
  const missing = needed.filter(([, isThere]) => !isThere).map(([name]) => name);
  if (missing.length > 0) {
    const names = missing.join(' ');
    const message = `the rig runs real programs and does not find ${names}; accepted: Debian with these packages (apt install ${names})`;
    throw new AppError('invalid-input', message, [{ path: 'rig', message }]);
  }
  const postgresVersion = versions.at(-1)!;
  return {
    postgres: join(root, 'usr/lib/postgresql', String(postgresVersion), 'bin'),
    postgresVersion,
    pgbouncer: join(root, 'usr/sbin/pgbouncer'),
    python: join(root, 'usr/bin/python3'),
    locustVersion: packageVersion(join(root, 'usr/bin/dpkg-query'), 'python3-locust'),
  };
}

function packageVersion(query: string, name: string): string {
  const { stdout } = spawnSync(query, ['--show', '--showformat', '${Version}', name], {
    encoding: 'utf8',
  });
  return stdout ?? '';
}

/** Ascending, those with a server. */
function postgresVersions(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((version) => existsSync(join(folder, version, 'bin', 'postgres')))
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
}
