import { override, parseSettings } from '../contract/scenario/override.ts';
import { badInput } from '../contract/errors.ts';
import {
  capacityStudy,
  type Preset,
  presetNamed,
  presets,
  presetSettings,
} from '../services/presets.ts';
import type { Store } from '../services/ports.ts';
import { runStudy } from '../services/studyRunner.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Arguments, Options } from './arguments.ts';
import type { CliHost } from './host.ts';
import { readScenario, readSeed } from './inputs.ts';
import { createProgressBar } from './progress.ts';

export const presetOption: Options = {
  preset: {
    kind: 'text',
    value: 'NAME',
    help: `load to put on the scenario: ${presets()
      .map(({ name }) => name)
      .join(', ')}`,
  },
};

/** The scenario with the load that `--preset` names; what `--set` and `--users` say stays. */
export async function readLoadedScenario(
  args: Arguments,
  host: CliHost,
  store: Store | null,
): Promise<Scenario> {
  const scenario = await readScenario(args, store);
  const name = args.text('preset');
  if (name === undefined) return scenario;
  const preset = presetNamed(name);
  const users = args.text('users');
  const byHand = parseSettings([
    ...args.list('set'),
    ...(users === undefined ? [] : [`run.users=${users}`]),
  ]);
  const needsCapacity = preset.share_of_capacity !== null && !Object.hasOwn(byHand, 'run.users');
  const capacity = needsCapacity ? await capacityOf(scenario, preset, args, host) : 1;
  return override(override(scenario, presetSettings(preset, capacity)), byHand);
}

async function capacityOf(
  scenario: Scenario,
  { name, share_of_capacity }: Preset,
  args: Arguments,
  host: CliHost,
): Promise<number> {
  const executor = host.createExecutor();
  const bar = createProgressBar(host.draw);
  try {
    const study = capacityStudy(scenario, readSeed(args) ?? 1);
    const capacity = await runStudy(study, executor, {
      signal: host.signal,
      onProgress: bar.update,
    });
    if (capacity > 0) return capacity;
    const message = `${name} needs ${share_of_capacity! * 100} % of the users that the service carries, and it carries none; accepted: --users N as well`;
    throw badInput([{ path: '--preset', message }]);
  } finally {
    bar.clear();
    await executor.close();
  }
}
