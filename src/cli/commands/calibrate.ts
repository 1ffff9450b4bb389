import { performance } from 'node:perf_hooks';
import { builtInScenario } from '../../services/builtIns.ts';
import { type Answer, recall } from '../../services/answers.ts';
import type { Store } from '../../services/ports.ts';
import { calibrationQuestion, type Question } from '../../services/questions.ts';
import { calibrationBlocks } from '../../services/report/calibration.ts';
import { toText } from '../../services/report/text.ts';
import { fittedScenario } from '../../sim/study/calibrate.ts';
import type { Command } from '../command.ts';
import type { CliHost } from '../host.ts';
import {
  jsonOption,
  readMeasurement,
  readScenario,
  readSeed,
  scenarioOptions,
  seedOption,
  storeOptions,
} from '../inputs.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { printJson, storeRun, withStore, work } from '../work.ts';

const DEFAULT_MEASUREMENT = 'nov8';
const { scenario: scenarioOption, set: setOption } = scenarioOptions;

export const calibrate: Command = {
  name: 'calibrate',
  summary: 'fit a scenario to a measurement; minutes the first time, then from the database',
  options: {
    measurement: {
      kind: 'text',
      value: 'FILE|NAME',
      help: `measurement file, or name in the library (default ${DEFAULT_MEASUREMENT})`,
    },
    scenario: {
      ...scenarioOption!,
      help: 'scenario to be fitted (default: of the name of the measurement, else nov8)',
    },
    set: setOption!,
    ...seedOption,
    'scenario-out': { kind: 'text', value: 'FILE', help: 'write the fitted scenario to FILE' },
    fresh: { kind: 'flag', help: 'compute again even if the database has the answer' },
    ...jsonOption,
    ...storeOptions,
  },
  examples: [
    '',
    '--seed 1 --json',
    '--measurement run.json --scenario mine.json --scenario-out fitted.json',
  ],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const measurement = await readMeasurement(
        args.text('measurement') ?? DEFAULT_MEASUREMENT,
        store,
      );
      const byDefault = builtInScenario(measurement.name)?.name;
      const scenario = await readScenario(args, store, byDefault);
      const out = args.text('scenario-out');
      if (out !== undefined) requireWritable('--scenario-out', out);
      const question = calibrationQuestion(scenario, measurement, readSeed(args) ?? 1);

      const known = args.flag('fresh') ? null : await fromStore(host, store, question);
      const answer = known ?? (await work(host, question));
      const { result } = answer;
      if (out !== undefined) {
        writeOutput(
          '--scenario-out',
          out,
          `${JSON.stringify(fittedScenario(scenario, result), null, 2)}\n`,
        );
      }
      if (args.flag('json'))
        printJson(host, { ...result, elapsedMs: Math.round(answer.elapsedMs) });
      else host.write(toText(calibrationBlocks(result)));
      if (known === null) await storeRun(host, store, question, answer);
    }),
};

async function fromStore(
  host: CliHost,
  store: Store | null,
  question: Question<'calibration'>,
): Promise<Answer<'calibration'> | null> {
  if (store === null) return null;
  const begun = performance.now();
  const run = await recall(store, question);
  if (run === null) return null;
  host.complain(
    `calibrated on ${run.entry.createdAt} already, so this is from the database; --fresh computes it again`,
  );
  return { result: run.result, elapsedMs: performance.now() - begun };
}
