import { lint } from '../../contract/scenario/lint.ts';
import { trialQuestion } from '../../services/questions.ts';
import { toText } from '../../services/report/text.ts';
import { trialBlocks } from '../../services/report/trial.ts';
import type { Command } from '../command.ts';
import {
  jsonOption,
  readReplications,
  readSeed,
  scenarioOptions,
  seedOption,
  storeOptions,
} from '../inputs.ts';
import { presetOption, readLoadedScenario } from '../preset.ts';
import { readUntil, untilOptions } from '../precision.ts';
import { printPools, showPoolsOption } from '../showPools.ts';
import { printJson, storeRun, withStore, work } from '../work.ts';

const DEFAULT_REPLICATIONS = 30;

export const simulate: Command = {
  name: 'simulate',
  summary: 'what a load test of a scenario would measure, in its own columns, with intervals',
  options: {
    ...scenarioOptions,
    ...presetOption,
    replications: {
      kind: 'text',
      value: 'N',
      help: `simulated runs (default ${DEFAULT_REPLICATIONS})`,
    },
    ...untilOptions,
    ...seedOption,
    ...jsonOption,
    ...storeOptions,
    ...showPoolsOption,
  },
  examples: [
    '',
    '--users 50 --json',
    '--set pgbouncer.pool_mode=transaction --set pgbouncer.max_client_conn=1000',
    '--scenario mine.json --replications 100 --seed 7',
    '--scenario nov8-pgbouncer --preset spike',
    '--until capacity-failure-rate=0.5 --until p95=5% --at-most 500',
  ],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const scenario = await readLoadedScenario(args, host, store);
      if (printPools(args, host, scenario)) return;
      const length = readUntil(args) ?? readReplications(args) ?? DEFAULT_REPLICATIONS;
      const question = trialQuestion(scenario, length, readSeed(args) ?? 1);
      const warnings = lint(scenario);
      const answer = await work(host, question);
      const elapsedMs = Math.round(answer.elapsedMs);
      if (args.flag('json')) printJson(host, { ...answer.result, elapsedMs, warnings });
      else host.write(toText(trialBlocks(answer.result, warnings)));
      await storeRun(host, store, question, answer);
    }),
};
