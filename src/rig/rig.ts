import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { badInput } from '../contract/errors.ts';
import type { SourceFile } from '../importers/source.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Measurement } from '../sim/study/results.ts';
import type { Site } from './configuration/site.ts';
import { BACKENDS_FILE, runLoad } from './load.ts';
import { type LoadNotes, measurementOf } from './measurement.ts';
import { openSite } from './openSite.ts';
import { findPrograms, type Programs } from './packages.ts';
import { Processes, untilAborted } from './processes.ts';
import { POOLS_FILE, startStack } from './stack.ts';
import { shortfalls } from './shortfalls.ts';

export interface RigOptions {
  /** Folder for what is kept; made if it is not there, in one that is. */
  readonly outFolder: string;
  /** Whether the logs of all programs are kept, too. */
  readonly keepLogs: boolean;
  readonly signal: AbortSignal;
  /** What happens, a line each. */
  say(line: string): void;
  /** Share of the run time that is over, 0..1. */
  onProgress(progress: number): void;
}

/** What one run of the real programs gave. */
export interface RigRun {
  readonly measurement: Measurement;
  /** Cores that other work on the machine used meanwhile, on average. */
  readonly otherCores: number;
  /** Requests in flight at the end; in no statistic. */
  readonly unfinished: number;
  /** Most client backends in any look, one per second. */
  readonly mostBackends: number;
}

/** What the measurement is made of; the final tables have the last second, too, which those beside the history may lack. */
const MEASURED = [
  'locust_final_stats.csv',
  'locust_stats_history.csv',
  BACKENDS_FILE,
  POOLS_FILE,
] as const;
const NOTES_FILE = 'locust_notes.json';
/** Files that are kept, under the names that Locust has for them. */
const KEPT: readonly (readonly [file: string, as?: string])[] = [
  ['locust_final_stats.csv', 'locust_stats.csv'],
  ['locust_final_failures.csv', 'locust_failures.csv'],
  ['locust_stats_history.csv'],
  ['locust_exceptions.csv'],
  [NOTES_FILE],
  [BACKENDS_FILE],
  [POOLS_FILE],
  ['scenario.json'],
  ['pgbouncer.ini'],
  ['data/postgresql.conf', 'postgresql.conf'],
];
const LOGS = 'logs';

/**
 * Runs `scenario` on real programs and removes them again, whatever happens. Throws `AppError`: `invalid-input` when packages
 * are missing or a setting cannot be honoured, `internal` when a program fails, `cancelled` when the signal fires.
 */
export async function runRig(scenario: Scenario, options: RigOptions): Promise<RigRun> {
  const { refused, leftOut } = shortfalls(scenario, availableParallelism());
  if (refused.length > 0) throw badInput(refused);
  const programs = findPrograms(scenario);
  for (const sentence of leftOut) options.say(`left out: ${sentence}`);
  const rigFolder = fileURLToPath(new URL('../../rig', import.meta.url));
  const { site, user } = await openSite(scenario, rigFolder);
  const processes = new Processes(join(site.folder, LOGS), user);
  try {
    return await Promise.race([
      measured(scenario, programs, site, processes, options),
      untilAborted(options.signal),
    ]);
  } finally {
    await processes.stop();
    if (options.keepLogs) keep(site.folder, options.outFolder, [[LOGS]]);
    rmSync(site.folder, { recursive: true, force: true });
  }
}

async function measured(
  scenario: Scenario,
  programs: Programs,
  site: Site,
  processes: Processes,
  options: RigOptions,
): Promise<RigRun> {
  const stack = await startStack(scenario, programs, site, processes, options.say);
  options.say(`${scenario.run.users} users of Locust for ${scenario.run.run_time_s} s`);
  const otherCores = await runLoad(scenario, programs, site, stack, processes, options.onProgress);

  const { folder } = site;
  const notes = JSON.parse(readFileSync(join(folder, NOTES_FILE), 'utf8')) as LoadNotes;
  const files = MEASURED.filter((file) => existsSync(join(folder, file)));
  const measurement = await measurementOf(
    scenario,
    files.map((file) => sourceFile(folder, file)),
    notes,
    {
      locustVersion: programs.locustVersion,
      environment: environmentOf(scenario, programs, otherCores),
    },
  );
  keep(folder, options.outFolder, KEPT);
  writeFileSync(
    join(options.outFolder, 'measurement.json'),
    `${JSON.stringify(measurement, null, 2)}\n`,
  );
  const activity = measurement.evidence?.activity ?? [];
  return {
    measurement,
    otherCores,
    unfinished: Object.values(notes.unfinished).reduce((sum, count) => sum + count, 0),
    mostBackends: activity.reduce((most, { backends }) => Math.max(most, backends), 0),
  };
}

function environmentOf(
  { web, pgbouncer }: Scenario,
  { postgresVersion }: Programs,
  otherCores: number,
): string {
  const parts = [
    web.server,
    ...(pgbouncer === null ? [] : ['PgBouncer']),
    `PostgreSQL ${postgresVersion}`,
  ];
  const { model = 'processor' } = cpus()[0] ?? {};
  return `${parts.join(', ')} and Locust on one machine (${model}, Linux ${release()}); other work used ${otherCores.toFixed(1)} of its ${availableParallelism()} cores`;
}

function sourceFile(folder: string, name: string): SourceFile {
  const content = readFileSync(join(folder, name));
  async function* read(): AsyncIterable<Uint8Array> {
    yield content;
  }
  return { name, bytes: content.length, read };
}

function keep(folder: string, outFolder: string, files: typeof KEPT): void {
  if (!existsSync(outFolder)) mkdirSync(outFolder);
  for (const [file, as = file] of files) {
    const from = join(folder, file);
    if (existsSync(from)) cpSync(from, join(outFolder, as), { recursive: true });
  }
}
