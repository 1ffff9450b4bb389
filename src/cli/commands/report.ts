import { recall } from '../../services/answers.ts';
import type { Store } from '../../services/ports.ts';
import { gapQuestion, type Question, trialQuestion } from '../../services/questions.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import {
  calibrationOf,
  measurementOf,
  REPORT_REPLICATIONS,
  reportFile,
} from '../../services/report/reportFile.ts';
import type { Gap, Measurement } from '../../sim/study/results.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { CliHost } from '../host.ts';
import {
  readMeasurement,
  readScenario,
  readSeed,
  scenarioOptions,
  seedOption,
  storeOptions,
} from '../inputs.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { storeRun, withStore, work } from '../work.ts';
import { readTarget, targetOption } from './gap.ts';

export const report: Command = {
  name: 'report',
  summary: 'the capacity report: verdict, gap, baseline against prediction, assumptions',
  options: {
    ...scenarioOptions,
    ...targetOption,
    measurement: {
      kind: 'text',
      value: 'FILE|NAME',
      help: 'what to compare with (default: of the name of the scenario)',
    },
    ...seedOption,
    html: { kind: 'flag', help: 'one self-contained HTML file instead of Markdown' },
    out: { kind: 'text', value: 'FILE', help: 'write to FILE instead of standard output' },
    ...storeOptions,
  },
  examples: [
    '',
    '--html --out capacity.html',
    '--scenario mine.json --target 200 --out capacity.md',
  ],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const scenario = await readScenario(args, store);
      const measurement = await measurementFor(args, store, scenario);
      const seed = readSeed(args);
      const out = args.text('out');
      if (out !== undefined) requireWritable('--out', out);

      const question = gapQuestion(scenario, { targetUsers: readTarget(args), seed: seed ?? 1 });
      const gap = await answered(host, store, question, seed === undefined);
      const { result: trial } = await work(
        host,
        trialQuestion(scenario, REPORT_REPLICATIONS, gap.seed),
      );
      const calibration = await calibrationOf(store, scenario);
      const { text } = reportFile(
        { scenario, gap, trial, measurement, calibration },
        args.flag('html') ? 'html' : 'markdown',
      );
      if (out === undefined) host.write(text);
      else writeOutput('--out', out, text);
    }),
};

async function measurementFor(
  args: Arguments,
  store: Store | null,
  scenario: Scenario,
): Promise<Measurement | null> {
  const source = args.text('measurement');
  if (source !== undefined) return readMeasurement(source, store);
  return measurementOf(store, scenario);
}

/** The newest gap in the store that answers the question, else a new one. */
async function answered(
  host: CliHost,
  store: Store | null,
  question: Question<'gap'>,
  anySeed: boolean,
): Promise<Gap> {
  const known = store === null ? null : await recall(store, question, { anySeed });
  if (known !== null) {
    host.complain(`the gap is the one of ${known.entry.createdAt} in the database`);
    return known.result;
  }
  const answer = await work(host, question);
  await storeRun(host, store, question, answer);
  return answer.result;
}
