import { z } from 'zod';
import nov8Measurement from '../../fixtures/nov8/measurement.json' with { type: 'json' };
import nov8Fixes from '../../fixtures/fixes/nov8.json' with { type: 'json' };
import { scenarioDocuments } from '../../fixtures/scenarios/index.ts';
import nov8Targets from '../../fixtures/targets/nov8.json' with { type: 'json' };
import { parseFixes, parseTargets } from '../contract/documents.ts';
import { parseMeasurement } from '../contract/measurement.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import { override } from '../contract/scenario/override.ts';
import type { Settings } from '../sim/model/settings.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { Fix, Measurement, SlaTarget } from '../sim/study/results.ts';
import { apiTargets } from '../sim/study/targets.ts';

/** What comes with Plimsoll. JSON modules rather than files, so that a bundle carries them. */

const measurementDocuments: readonly unknown[] = [nov8Measurement];

/** A scenario that is another one with some fixes of the library applied and some settings changed. */
const derived = z.strictObject({
  format: z.literal('plimsoll.scenario'),
  version: z.literal(1),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  extends: z.string(),
  fixes: z.array(z.string()).default([]),
  set: z.record(z.string(), z.unknown()).default({}),
});

/** The scenarios that `documents` hold; a derived one comes after the one that it extends. */
export function resolveScenarios(documents: readonly unknown[]): ReadonlyMap<string, Scenario> {
  const scenarios = new Map<string, Scenario>();
  for (const document of documents) {
    const scenario = resolve(document, scenarios);
    if (scenarios.has(scenario.name))
      throw new RangeError(`scenario ${scenario.name} is built in twice`);
    scenarios.set(scenario.name, scenario);
  }
  return scenarios;
}

function resolve(document: unknown, earlier: ReadonlyMap<string, Scenario>): Scenario {
  if (typeof document !== 'object' || document === null || !('extends' in document))
    return parseScenario(document);
  const { extends: baseName, fixes, set, name, title, description } = derived.parse(document);
  const base = earlier.get(baseName);
  if (base === undefined)
    throw new RangeError(`scenario ${name} extends ${baseName}, which does not come before it`);
  const changes = [...fixes.map(settingsOfFix), set];
  return { ...changes.reduce<Scenario>(override, base), name, title, description };
}

function settingsOfFix(id: string): Settings {
  const fix = builtInFixes().find((candidate) => candidate.id === id);
  if (fix === undefined) throw new RangeError(`there is no fix ${id}`);
  return fix.settings;
}

let scenarios: ReadonlyMap<string, Scenario> | undefined;

export function builtInScenarios(): readonly Scenario[] {
  scenarios ??= resolveScenarios(scenarioDocuments);
  return [...scenarios.values()];
}

export function builtInScenario(name: string): Scenario | null {
  return builtInScenarios().find((scenario) => scenario.name === name) ?? null;
}

export function builtInMeasurement(name: string): Measurement | null {
  return (
    measurementDocuments.map(parseMeasurement).find((measurement) => measurement.name === name) ??
    null
  );
}

export function builtInMeasurementNames(): readonly string[] {
  return measurementDocuments.map((document) => parseMeasurement(document).name);
}

/** The fixes that the report of 8 November recommends. */
export function builtInFixes(): readonly Fix[] {
  return parseFixes(nov8Fixes);
}

/** The targets of that report: over all requests first, then by endpoint. */
export function builtInTargets(): readonly SlaTarget[] {
  return [...apiTargets, ...parseTargets(nov8Targets)];
}
