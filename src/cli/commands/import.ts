import { AppError } from '../../contract/errors.ts';
import { diskFile, keepMeasurement, previewImport } from '../../services/imports.ts';
import { importBlocks } from '../../services/report/imported.ts';
import { toText } from '../../services/report/text.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { jsonOption, storeOptions } from '../inputs.ts';
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
    'dry-run': { kind: 'flag', help: 'store nothing' },
    ...jsonOption,
    ...storeOptions,
  },
  examples: [
    'report.md',
    'run_stats.csv run_stats_history.csv run_failures.csv postgresql.conf settings.py --name friday',
    'results.jtl --json --dry-run',
  ],
  async run(args, host) {
    if (args.files.length === 0) {
      throw invalid('import', 'has no file; accepted: the files of one run, such as report.md');
    }
    const given = {
      name: args.text('name'),
      users: args.integer('users', 1, 1_000_000),
      spawnRate: args.integer('spawn-rate', 1, 1_000_000),
      runTimeS: args.integer('run-time', 1, 604_800),
    };
    const bar = createProgressBar(host.draw);
    const preview = await read(args, {
      ...given,
      signal: host.signal,
      onProgress: bar.update,
    }).finally(bar.clear);
    const measurement = args.flag('dry-run') ? null : (preview.measured?.measurement ?? null);
    let stored: string | null = null;
    if (measurement !== null) {
      await withStore(args, host, async (store) => {
        if (store === null) return;
        await keepMeasurement(store.measurements, measurement);
        stored = measurement.name;
      });
    }
    if (args.flag('json')) printJson(host, { ...preview, stored });
    else {
      host.write(toText(importBlocks(preview)));
      if (stored !== null) host.write(`\nStored as measurement ${stored}.\n`);
    }
  },
};

async function read(
  args: Arguments,
  options: Parameters<typeof previewImport>[1],
): ReturnType<typeof previewImport> {
  return previewImport(await Promise.all(args.files.map(diskFile)), options);
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid-input', `${path}: ${message}`, [{ path, message }]);
}
