import { parseResult } from '../../contract/documents.ts';
import { badInput } from '../../contract/errors.ts';
import type { Store } from '../../services/ports.ts';
import {
  calibrationBlocks,
  comparisonBlocks,
  holdOutBlocks,
} from '../../services/report/calibration.ts';
import { toText } from '../../services/report/text.ts';
import { fittedScenario, holdOutStudy } from '../../sim/study/calibrate.ts';
import { compareCalibrations } from '../../sim/study/calibration/compare.ts';
import type { Calibration } from '../../sim/study/results.ts';
import { calibrated, calibrationOptions, readCalibrationQuestion } from '../calibrating.ts';
import type { Command } from '../command.ts';
import { readDocument } from '../documentFile.ts';
import { jsonOption, readMeasurement, storeOptions } from '../inputs.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { printJson, runOnly, withStore } from '../work.ts';

export const calibrate: Command = {
  name: 'calibrate',
  summary: 'fit a scenario to a measurement; minutes the first time, then from the database',
  takesFiles: true,
  options: {
    ...calibrationOptions,
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
      const question = await readCalibrationQuestion(args, store);
      const { scenario, measurement } = question;
      const other = args.text('predict');
      const unseen = other === undefined ? null : await readMeasurement(other, store);
      const earlier = args.text('compare');
      const before = earlier === undefined ? null : await readCalibration(earlier, store);
      const out = args.text('scenario-out');
      if (out !== undefined) requireWritable('--scenario-out', out);

      const answer = await calibrated(args, host, store, question);
      const { result } = answer;
      if (out !== undefined) {
        const fitted = fittedScenario(scenario, result);
        writeOutput('--scenario-out', out, `${JSON.stringify(fitted, null, 2)}\n`);
      }

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

/** A calibration that was exported with `--json`, or that is a run in the database. */
async function readCalibration(source: string, store: Store | null): Promise<Calibration> {
  if (/[/\\]|\.json$/i.test(source)) {
    // What the command line adds to the document is left aside.
    return readDocument(
      source,
      'a calibration document (plimsoll calibrate --json)',
      (document) => {
        const {
          elapsedMs: _,
          prediction: __,
          comparison: ___,
          ...calibration
        } = Object(document) as Record<string, unknown>;
        return parseResult('calibration', calibration);
      },
    );
  }
  const run = (await store?.runs.read(source)) ?? null;
  if (run === null || run.entry.kind !== 'calibration') {
    const message = `"${source}" is no calibration in the database; accepted: the id of one, or a JSON file`;
    throw badInput([{ path: '--compare', message }], 'not-found');
  }
  return run.result as Calibration;
}
