import { targetUsers } from '../../contract/api.ts';
import { lint } from '../../contract/scenario/lint.ts';
import { applicableFixes, gapQuestion } from '../../services/questions.ts';
import { type Block, heading } from '../../services/report/blocks.ts';
import { gapBlocks } from '../../services/report/gap.ts';
import { toText } from '../../services/report/text.ts';
import { warningBlocks } from '../../services/report/trial.ts';
import type { Arguments, Options } from '../arguments.ts';
import type { Command } from '../command.ts';
import {
  jsonOption,
  readReplications,
  readScenario,
  readSeed,
  scenarioOptions,
  seedOption,
  storeOptions,
} from '../inputs.ts';
import { printJson, storeRun, withStore, work } from '../work.ts';

const DEFAULT_TARGET = 500;

export const targetOption: Options = {
  target: { kind: 'text', value: 'N', help: `users to be reached (default ${DEFAULT_TARGET})` },
};

export function readTarget(args: Arguments): number {
  return args.number('target', targetUsers) ?? DEFAULT_TARGET;
}

export const gap: Command = {
  name: 'gap',
  summary: 'how many users are safe, what fails at which load, and what each fix gains',
  options: {
    ...scenarioOptions,
    ...targetOption,
    replications: { kind: 'text', value: 'N', help: 'least simulated runs per load (default 10)' },
    ...seedOption,
    ...jsonOption,
    ...storeOptions,
  },
  examples: ['', '--target 500 --json', '--scenario mine.json --target 200'],
  run: (args, host) =>
    withStore(args, host, async (store) => {
      const scenario = await readScenario(args, store);
      const replications = readReplications(args);
      const question = gapQuestion(scenario, {
        targetUsers: readTarget(args),
        seed: readSeed(args) ?? 1,
        ...(replications !== undefined && { replications }),
      });
      const warnings = [...lint(scenario), ...applicableFixes(scenario).left];
      const answer = await work(host, question);
      const { result } = answer;
      if (args.flag('json')) {
        printJson(host, { ...result, elapsedMs: Math.round(answer.elapsedMs), warnings });
      } else {
        const title = `${scenario.title}: the gap to ${result.targetUsers} users, seed ${result.seed}`;
        const blocks: Block[] = [
          heading(1, title),
          ...gapBlocks(result),
          ...warningBlocks(warnings),
        ];
        host.write(toText(blocks));
      }
      await storeRun(host, store, question, answer);
    }),
};
