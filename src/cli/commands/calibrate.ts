import { performance } from 'node:perf_hooks';
import { parseResult } from '../../contract/documents.ts';
import { AppError } from '../../contract/errors.ts';
import { type Answer, forget, recall } from '../../services/answers.ts';
import { builtInScenario } from '../../services/builtIns.ts';
import type { Store } from '../../services/ports.ts';
import { calibrationQuestion, type Question } from '../../services/questions.ts';
import {
  calibrationBlocks,
  comparisonBlocks,
  holdOutBlocks,
} from '../../services/report/calibration.ts';
import { toText } from '../../services/report/text.ts';
import { fittedScenario, holdOutStudy } from '../../sim/study/calibrate.ts';
import { compareCalibrations } from '../../sim/study/calibration/compare.ts';
import type { Calibration } from '../../sim/study/results.ts';
import type { Command } from '../command.ts';
import type { CliHost } from '../host.ts';
import {
  jsonOption,
  readJson,
  readMeasurement,
  readScenario,
  readSeed,
  scenarioOptions,
  seedOption,
  storeOptions,
} from '../inputs.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { printJson, runOnly, storeRun, withStore, work } from '../work.ts';

const DEFAULT_MEASUREMENT = 'nov8';
const { scenario: scenarioOption, set: setOption } = scenarioOptions;

export const calibrate: Command = {
  name: 'calibrate',
  summary: 'fit a scenario to a measurement; minutes the first time, then from the database',
  takesFiles: true,
  options: {
    measurement: {
      kind: 'text',
      value: 'FILE|NAME',
      help: `the same as naming it without an option (default ${DEFAULT_MEASUREMENT})`,
    },
    scenario: {
      ...scenarioOption!,
      help: 'scenario to be fitted (default: of the name of the measurement, else nov8)',
    },
    set: setOption!,
    ...seedOption,
    predict: {
      kind: 'text',
      value: 'FILE|NAME',
      help: 'predict another measurement that the fit has not seen, and show the errors',
    },
    compare: {
      kind: 'text',
      value: 'FILE|ID',
      help: 'compare with an earlier calibration: its JSON, or its run in the database',
    },
    'scenario-out': {
      kind: 'text',
      value: 'FILE',
      help: 'write the fitted scenario, with its sample of parameter sets, to FILE',
    },
    fresh: {
      kind: 'flag',
      help: 'compute again even if the database has the answer or a part of it',
    },
    ...jsonOption,
    ...storeOptions,
  },
  examples: [
    'nov8 --json',
    'run.json --scenario mine.json --scenario-out fitted.json',
    'monday.json --predict tuesday.json',
  ],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const named = [
        ...args.files,
        ...(args.text('measurement') === undefined ? [] : [args.text('measurement')!]),
      ];
      const measurement = await readMeasurement(only(named) ?? DEFAULT_MEASUREMENT, store);
      const byDefault = builtInScenario(measurement.name)?.name;
      const scenario = await readScenario(args, store, byDefault);
      const other = args.text('predict');
      const unseen = other === undefined ? null : await readMeasurement(other, store);
      const earlier = args.text('compare');
      const before = earlier === undefined ? null : await readCalibration(earlier, store);
      const out = args.text('scenario-out');
      if (out !== undefined) requireWritable('--scenario-out', out);
      const question = calibrationQuestion(scenario, measurement, readSeed(args) ?? 1);

      if (args.flag('fresh') && store !== null) await forget(store, question);
      const known = args.flag('fresh') ? null : await fromStore(host, store, question);
      const answer = known ?? (await work(host, question, store?.checkpoints ?? null));
      const { result } = answer;
      if (out !== undefined) {
        const fitted = fittedScenario(scenario, result);
        writeOutput('--scenario-out', out, `${JSON.stringify(fitted, null, 2)}\n`);
      }
      if (known === null) await storeRun(host, store, question, answer);

      const prediction =
        unseen === null
          ? null
          : await runOnly(
              host,
              holdOutStudy(scenario, result, measurement.configuration.users, unseen),
            );
      const comparison = before === null ? null : compareCalibrations(before, result);
      if (args.flag('json')) {
        printJson(host, {
          ...result,
          elapsedMs: Math.round(answer.elapsedMs),
          ...(prediction !== null && { prediction }),
          ...(comparison !== null && { comparison }),
        });
      } else {
        host.write(
          toText([
            ...calibrationBlocks(result),
            ...(prediction === null ? [] : holdOutBlocks(prediction)),
            ...(comparison === null ? [] : comparisonBlocks(comparison)),
          ]),
        );
      }
    }),
};

function only(named: readonly string[]): string | undefined {
  if (named.length <= 1) return named[0];
  const message = `one measurement is fitted at a time, and ${named.length} are named; accepted: one, and --predict for another`;
  throw new AppError('invalid-input', `${named[1]}: ${message}`, [{ path: named[1]!, message }]);
}

/** A calibration that was exported with `--json`, or that is a run in the database. */
async function readCalibration(source: string, store: Store | null): Promise<Calibration> {
  if (/[/\\]|\.json$/i.test(source)) {
    // What the command line adds to the document is left aside.
    const document = readJson(source, 'a calibration document (plimsoll calibrate --json)');
    const {
      elapsedMs: _,
      prediction: __,
      comparison: ___,
      ...calibration
    } = Object(document) as Record<string, unknown>;
    return parseResult('calibration', calibration);
  }
  const run = (await store?.runs.read(source)) ?? null;
  if (run === null || run.entry.kind !== 'calibration') {
    const message = `"${source}" is no calibration in the database; accepted: the id of one, or a JSON file`;
    throw new AppError('not-found', `--compare: ${message}`, [{ path: '--compare', message }]);
  }
  return run.result as Calibration;
}

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
