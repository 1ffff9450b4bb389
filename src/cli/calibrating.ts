import { performance } from 'node:perf_hooks';
import { badInput } from '../contract/errors.ts';
import { type Answer, forget, recall } from '../services/answers.ts';
import { builtInScenario } from '../services/builtIns.ts';
import type { Store } from '../services/ports.ts';
import { calibrationQuestion, type Question } from '../services/questions.ts';
import type { Measurement } from '../sim/study/results.ts';
import type { Arguments, Options } from './arguments.ts';
import type { CliHost } from './host.ts';
import { readMeasurement, readScenario, readSeed, scenarioOptions, seedOption } from './inputs.ts';
import { storeRun, work } from './work.ts';

const DEFAULT_MEASUREMENT = 'nov8';
const { scenario: scenarioOption, set: setOption } = scenarioOptions;

/** Options of the commands that calibrate, or need a calibration. */
export const calibrationOptions: Options = {
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
  fresh: {
    kind: 'flag',
    help: 'compute again even if the database has the answer or a part of it',
  },
};

/** What is to be calibrated, by the arguments. */
export async function readCalibrationQuestion(
  args: Arguments,
  store: Store | null,
): Promise<Question<'calibration'> & { readonly measurement: Measurement }> {
  const option = args.text('measurement');
  const named = [...args.files, ...(option === undefined ? [] : [option])];
  const measurement = await readMeasurement(only(named) ?? DEFAULT_MEASUREMENT, store);
  const byDefault = builtInScenario(measurement.name)?.name;
  const scenario = await readScenario(args, store, byDefault);
  return { ...calibrationQuestion(scenario, measurement, readSeed(args) ?? 1), measurement };
}

/** The calibration from the database, or computed now and stored, from where an earlier attempt was stopped. */
export async function calibrated(
  args: Arguments,
  host: CliHost,
  store: Store | null,
  question: Question<'calibration'>,
): Promise<Answer<'calibration'>> {
  if (args.flag('fresh') && store !== null) await forget(store, question);
  const known = args.flag('fresh') ? null : await fromStore(host, store, question);
  if (known !== null) return known;
  const answer = await work(host, question, store?.checkpoints ?? null);
  await storeRun(host, store, question, answer);
  return answer;
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

function only(named: readonly string[]): string | undefined {
  if (named.length <= 1) return named[0];
  const message = `one measurement is fitted at a time, and ${named.length} are named; accepted: one, and --predict for another`;
  throw badInput([{ path: named[1]!, message }]);
}
