import { badInput } from '../../contract/errors.ts';
import { runRig } from '../../rig/rig.ts';
import { trialQuestion } from '../../services/questions.ts';
import { paragraph } from '../../services/report/blocks.ts';
import { comparisonBlocks } from '../../services/report/comparison.ts';
import { toText } from '../../services/report/text.ts';
import type { Command } from '../command.ts';
import { jsonOption, readScenario, scenarioOptions, storeOptions } from '../inputs.ts';
import { requireFolder } from '../output.ts';
import { createProgressBar } from '../progress.ts';
import { printJson, withStore, work } from '../work.ts';

const REPLICATIONS = 30;
const SEED = 1;
const { set: setOption, users: usersOption } = scenarioOptions;

export const rig: Command = {
  name: 'rig',
  summary: 'runs a scenario on real programs of this machine, and measures',
  takesFiles: true,
  options: {
    set: setOption!,
    users: usersOption!,
    out: { kind: 'text', value: 'FOLDER', help: 'where files are kept (default rig-SCENARIO)' },
    keep: { kind: 'flag', help: 'keep the logs of all programs, too' },
    ...jsonOption,
    ...storeOptions,
  },
  examples: [
    'fixtures/scenarios/smoke.json',
    'mine.json --set pgbouncer.default_pool_size=5 --out measured --keep',
  ],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const [source, ...others] = args.files;
      if (source === undefined || others.length > 0) {
        const message = `has ${source === undefined ? 'no scenario' : `${args.files.length} scenarios`}; accepted: one, a file or a name in the library`;
        throw badInput([{ path: 'rig', message }]);
      }
      const scenario = await readScenario(args, store, source);
      const outFolder = args.text('out') ?? `rig-${scenario.name}`;
      requireFolder('--out', outFolder);
      const bar = createProgressBar(host.draw);
      const { measurement, otherCores, unfinished, mostBackends } = await runRig(scenario, {
        outFolder,
        keepLogs: args.flag('keep'),
        signal: host.signal,
        say: (line) => host.complain(line),
        onProgress: (progress) => bar.update(progress, 'of the run time'),
      }).finally(bar.clear);
      host.complain(`the measurement is ${outFolder}/measurement.json`);
      if (args.flag('json')) {
        printJson(host, measurement);
        return;
      }
      const question = trialQuestion(scenario, REPLICATIONS, SEED);
      const { result } = await work(host, question);
      host.write(
        toText([
          ...comparisonBlocks(measurement, result),
          paragraph(
            `Other work used ${otherCores.toFixed(1)} cores of this machine meanwhile, which the prediction knows only as web.background_cores (${scenario.web.background_cores}).`,
          ),
          paragraph(
            `Unfinished at the end: ${unfinished} → ${Math.round(result.unfinished.mean ?? 0)}. Most connections: ${mostBackends} → ${Math.round(result.connections.max.mean ?? 0)}.`,
          ),
        ]),
      );
    }),
};
