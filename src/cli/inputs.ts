import { existsSync } from 'node:fs';
import { parseMeasurement } from '../contract/measurement.ts';
import { orderNumbers } from '../contract/queue/runOrder.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import { override, parseSettings } from '../contract/scenario/override.ts';
import { createLibrary } from '../services/library.ts';
import { findMeasurement } from '../services/measurements.ts';
import type { Store } from '../services/ports.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Measurement } from '../sim/study/results.ts';
import type { Arguments, Options } from './arguments.ts';
import { readDocument } from './documentFile.ts';

/** Options of every command that works on a scenario. */
export const scenarioOptions: Options = {
  scenario: {
    kind: 'text',
    value: 'FILE|NAME',
    help: 'scenario file, or name in the library (default nov8)',
  },
  set: {
    kind: 'list',
    value: 'PATH=VALUE',
    help: 'override a setting, such as web.threads=8; repeatable',
  },
  users: { kind: 'text', value: 'N', help: 'the same as --set run.users=N' },
};

export const seedOption: Options = {
  seed: { kind: 'text', value: 'N', help: 'seed of the random numbers (default 1)' },
};

export const storeOptions: Options = {
  db: {
    kind: 'text',
    value: 'FILE',
    help: "database (default plimsoll.db in the system's data folder)",
  },
};

export const jsonOption: Options = {
  json: { kind: 'flag', help: 'print one JSON document and nothing else' },
};

const DEFAULT_SCENARIO = 'nov8';

/** The scenario that `--scenario` (else `byDefault`) names, with `--set` and `--users` on top, checked in full. */
export async function readScenario(
  args: Arguments,
  store: Store | null,
  byDefault = DEFAULT_SCENARIO,
): Promise<Scenario> {
  const scenario = await findScenario(args.text('scenario') ?? byDefault, store);
  const users = args.text('users');
  const settings = [...args.list('set'), ...(users === undefined ? [] : [`run.users=${users}`])];
  return override(scenario, parseSettings(settings));
}

/** The scenario in a file, or of that name in the library. */
export async function findScenario(source: string, store: Store | null): Promise<Scenario> {
  if (isFile(source)) {
    return readDocument(source, 'a scenario document (see plimsoll schema)', parseScenario);
  }
  return (await createLibrary(store?.scenarios ?? null).get(source)).scenario;
}

/** The measurement in a file, or of that name in the library. */
export async function readMeasurement(source: string, store: Store | null): Promise<Measurement> {
  if (isFile(source)) return readDocument(source, 'a measurement document', parseMeasurement);
  return findMeasurement(store?.measurements ?? null, source);
}

/** The seed that was asked for. */
export function readSeed(args: Arguments): number | undefined {
  return args.number('seed', orderNumbers.seed);
}

export function readReplications(args: Arguments): number | undefined {
  return args.number('replications', orderNumbers.replications);
}

/** Names in the library have neither separators nor an ending; a file without either may still be meant. */
function isFile(source: string): boolean {
  return /[/\\]|\.json$/i.test(source) || (source !== DEFAULT_SCENARIO && existsSync(source));
}
