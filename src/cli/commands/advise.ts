import { badInput } from '../../contract/errors.ts';
import { applicableTargets } from '../../services/questions.ts';
import { adviceBlocks } from '../../services/report/advice.ts';
import { toText } from '../../services/report/text.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import { fittedScenario } from '../../sim/study/calibrate.ts';
import { adviceStudy } from '../../sim/study/calibration/advise.ts';
import type { SlaTarget } from '../../sim/study/results.ts';
import { calibrated, calibrationOptions, readCalibrationQuestion } from '../calibrating.ts';
import type { Command } from '../command.ts';
import { jsonOption, storeOptions } from '../inputs.ts';
import { printJson, runOnly, withStore } from '../work.ts';

const DEFAULT_TARGET = 'error-rate';
/** Loads beyond this multiple of the measured one would be extrapolated. */
const SEARCHED = 2;

export const advise: Command = {
  name: 'advise',
  summary: 'which measurement would tell most about the safe number of users, with its command',
  takesFiles: true,
  options: {
    ...calibrationOptions,
    answer: {
      kind: 'text',
      value: 'TARGET',
      help: `target that the safe users are about (default ${DEFAULT_TARGET})`,
    },
    ...jsonOption,
    ...storeOptions,
  },
  examples: ['nov8', 'nov8 --json'],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const question = await readCalibrationQuestion(args, store);
      const { scenario, measurement, seed } = question;
      const target = targetOf(scenario, args.text('answer') ?? DEFAULT_TARGET);
      const { result } = await calibrated(args, host, store, question);
      const advice = await runOnly(
        host,
        adviceStudy(fittedScenario(scenario, result, Infinity), {
          seed,
          target,
          mostUsers: SEARCHED * measurement.configuration.users,
          host: measurement.configuration.host,
        }),
      );
      if (args.flag('json')) printJson(host, advice);
      else host.write(toText(adviceBlocks(advice, target)));
    }),
};

function targetOf(scenario: Scenario, id: string): SlaTarget {
  const targets = applicableTargets(scenario);
  const target = targets.find((candidate) => candidate.id === id);
  if (target !== undefined) return target;
  const message = `is "${id}"; accepted: ${targets.map((known) => known.id).join(', ')}`;
  throw badInput([{ path: '--answer', message }]);
}
