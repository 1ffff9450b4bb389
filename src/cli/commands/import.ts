import { type ImportPreview, measuredUsers } from '../../contract/api.ts';
import { badInput } from '../../contract/errors.ts';
import { whole } from '../../contract/numberText.ts';
import { withFoundSettings } from '../../services/foundSettings.ts';
import { diskFile, keepMeasurement, previewImport } from '../../services/imports.ts';
import { createLibrary } from '../../services/library.ts';
import type { Store } from '../../services/ports.ts';
import { paragraph } from '../../services/report/blocks.ts';
import { importBlocks } from '../../services/report/imported.ts';
import { toText } from '../../services/report/text.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import type { Measurement } from '../../sim/study/results.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findScenario, jsonOption, storeOptions } from '../inputs.ts';
import { createProgressBar } from '../progress.ts';
import { printJson, withStore } from '../work.ts';

/** Command `import`; the word alone is reserved in the language. */
export const importCommand: Command = {
  name: 'import',
  summary:
    'reads the files of a load test: what they say, what fails and why, what contradicts itself',
  takesFiles: true,
  options: {
    name: { kind: 'text', value: 'NAME', help: 'name of the measurement (default: of the file)' },
    users: { kind: 'text', value: 'N', help: 'users of the run, where no file says it' },
    'spawn-rate': { kind: 'text', value: 'N', help: 'users started per s, where no file says it' },
    'run-time': { kind: 'text', value: 'S', help: 'length of the run in s, where no file says it' },
    scenario: {
      kind: 'text',
      value: 'FILE|NAME',
      help: 'also store this scenario with the settings found, under the same name',
    },
    'dry-run': { kind: 'flag', help: 'store nothing' },
    ...jsonOption,
    ...storeOptions,
  },
  examples: [
    'report.md',
    'run_stats.csv run_stats_history.csv run_failures.csv postgresql.conf settings.py --name friday',
    'docker-compose.yml settings.py --scenario nov8 --name ours',
    'results.jtl --json --dry-run',
  ],
  async run(args, host) {
    if (args.files.length === 0) {
      throw badInput([
        {
          path: 'import',
          message: 'has no file; accepted: the files of one run, such as report.md',
        },
      ]);
    }
    const given = {
      name: args.text('name'),
      users: args.number('users', measuredUsers),
      spawnRate: args.number('spawn-rate', whole(1, 1_000_000)),
      runTimeS: args.number('run-time', whole(1, 604_800)),
    };
    const bar = createProgressBar(host.draw);
    const preview = await read(args, {
      ...given,
      signal: host.signal,
      onProgress: bar.update,
    }).finally(bar.clear);
    const dryRun = args.flag('dry-run');
    const answer = async (store: Store | null): Promise<void> => {
      const scenario = await scenarioWith(preview, args, store);
      const measurement = preview.measured?.measurement ?? null;
      const stored = dryRun || store === null ? [] : await keep(store, measurement, scenario);
      if (args.flag('json')) printJson(host, { ...preview, scenario, stored });
      else host.write(toText([...importBlocks(preview), ...stored.map(paragraph)]));
    };
    // Nothing to store and nothing to look up: no database is made.
    if (dryRun && args.text('scenario') === undefined) await answer(null);
    else await withStore(args, host, answer);
  },
};

/** The scenario of `--scenario` with the settings found; null without one. */
async function scenarioWith(
  { settings, measured }: ImportPreview,
  args: Arguments,
  store: Store | null,
): Promise<Scenario | null> {
  const source = args.text('scenario');
  if (source === undefined) return null;
  const name = args.text('name') ?? measured?.measurement.name ?? 'imported';
  return withFoundSettings(await findScenario(source, store), settings, name);
}

/** Stores what the import made; says what, a sentence each. The scenario is checked before the measurement is stored. */
async function keep(
  store: Store,
  measurement: Measurement | null,
  scenario: Scenario | null,
): Promise<string[]> {
  const stored: string[] = [];
  if (scenario !== null) {
    const { name, version } = await createLibrary(store.scenarios).save(scenario);
    stored.push(`Stored as scenario ${name}, version ${version}.`);
  }
  if (measurement !== null) {
    await keepMeasurement(store.measurements, measurement);
    stored.push(`Stored as measurement ${measurement.name}.`);
  }
  return stored;
}

async function read(
  args: Arguments,
  options: Parameters<typeof previewImport>[1],
): ReturnType<typeof previewImport> {
  return previewImport(await Promise.all(args.files.map(diskFile)), options);
}
