import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../sim/model/scenario.ts';
import { coresOf } from './configuration/cores.ts';
import { pgbouncerIni, userList } from './configuration/pgbouncer.ts';
import { clusterSql, pgHbaConf, postgresqlConf, rowsSql } from './configuration/postgres.ts';
import { ADMIN, CONSOLE, DATABASE, HOST, type Site } from './configuration/site.ts';
import { pythonEnvironment, webArguments } from './configuration/web.ts';
import type { Programs } from './packages.ts';
import { type Processes, type Program, type Running } from './processes.ts';

/** The service under test, ready for its first request. */
export interface Stack {
  readonly postmaster: Running;
  /** PgBouncer's console, to which commands are typed; null without PgBouncer. */
  readonly console: Running | null;
  /** What must not end before the test has. */
  readonly parts: readonly Running[];
  /** Ends the sessions that have held slots since before the test. */
  releaseSlots(): void;
}

/** Output of PgBouncer's console, in the folder of the site. */
export const POOLS_FILE = 'pools.csv';

/** Starts PostgreSQL, PgBouncer and the web server of `scenario`, and waits for each. */
export async function startStack(
  scenario: Scenario,
  programs: Programs,
  site: Site,
  processes: Processes,
  say: (line: string) => void,
): Promise<Stack> {
  const cores = coresOf(scenario, availableParallelism());
  const env = pythonEnvironment(scenario, site);
  const { folder } = site;
  const { postgres, pgbouncer, web } = site.ports;
  const at = (file: string): string => join(folder, file);
  const write = (file: string, text: string): void => writeFileSync(at(file), text);
  const own = {
    folder,
    env: { ...env, PGPASSWORD: site.adminPassword },
    neverAsRoot: true,
  };
  const psql = (database: string, port: number, more: Partial<Program> = {}): Program => ({
    ...own,
    name: 'psql',
    command: join(programs.postgres, 'psql'),
    args: [
      ...['--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--csv', '--quiet', '--host', HOST],
      ...['--port', String(port), '--username', ADMIN, '--dbname', database],
    ],
    ...more,
  });

  say(`PostgreSQL ${programs.postgresVersion} on port ${postgres}`);
  write('password', site.adminPassword);
  await processes.run({
    ...own,
    name: 'initdb',
    command: join(programs.postgres, 'initdb'),
    args: [
      ...['--pgdata', at('data'), '--username', ADMIN, '--pwfile', at('password')],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    ],
  });
  write('data/postgresql.conf', postgresqlConf(scenario, site));
  write('data/pg_hba.conf', pgHbaConf());
  const postmaster = processes.start({
    ...own,
    name: 'PostgreSQL',
    command: join(programs.postgres, 'postgres'),
    args: ['-D', at('data')],
    cores: cores.postgres,
    stopSignal: 'SIGINT',
  });
  await processes.untilItSays(postmaster, 'ready to accept connections');
  await processes.run(psql('postgres', postgres), clusterSql(scenario, site));
  const work = readFileSync(join(site.rigFolder, 'work.sql'), 'utf8');
  await processes.run(psql(DATABASE, postgres), work + rowsSql(scenario));
  const parts = [postmaster];

  let console: Running | null = null;
  if (scenario.pgbouncer !== null) {
    say(`PgBouncer on port ${pgbouncer}`);
    write('pgbouncer.ini', pgbouncerIni(scenario.pgbouncer, site));
    write('userlist.txt', userList(site));
    const pooler = processes.start({
      ...own,
      name: 'PgBouncer',
      command: programs.pgbouncer,
      args: [at('pgbouncer.ini')],
    });
    await processes.untilItSays(pooler, 'process up');
    const ofConsole = { name: 'console of PgBouncer', outputFile: POOLS_FILE };
    console = processes.start(psql(CONSOLE, pgbouncer, ofConsole));
    parts.push(pooler, console);
  }

  const server = scenario.web.server;
  say(`${server} on port ${web}`);
  const python = { command: programs.python, folder: site.rigFolder };
  const webServer = processes.start({
    ...python,
    name: server,
    args: webArguments(scenario, site),
    env,
    cores: cores.web,
  });
  await processes.untilUp(webServer, () => isUp(web));
  parts.push(webServer);
  // Each worker has imported everything once it has answered.
  for (let i = 0; i < 3 * scenario.web.workers; i++) await isUp(web);

  const releaseSlots = await holdSlots(scenario, processes, {
    ...python,
    name: 'slots of others',
    args: ['hold_slots.py', String(scenario.postgres.slots_taken_before)],
    env: {
      ...env,
      RIG_DATABASE_PORT: String(postgres),
      RIG_ROLE: ADMIN,
      RIG_PASSWORD: site.adminPassword,
    },
  });
  return { postmaster, console, parts, releaseSlots };
}

async function holdSlots(
  { postgres }: Scenario,
  processes: Processes,
  program: Program,
): Promise<() => void> {
  if (postgres.slots_taken_before === 0) return () => {};
  const holder = processes.start(program);
  await processes.untilItSays(holder, 'held');
  return () => holder.endInput();
}

/** Whether the web server answers without the database. */
function isUp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ host: HOST, port, path: '/ping', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('error', () => resolve(false));
  });
}
