import type { ScenarioEntry, ScenarioWithWarnings } from '../contract/api.ts';
import { AppError, badInput } from '../contract/errors.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import { lint } from '../contract/scenario/lint.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import { builtInScenario, builtInScenarios } from './builtIns.ts';
import type { ScenarioStore, StoredScenario } from './ports.ts';

/** The scenarios that come with Plimsoll and the user's own; `store` null: only the former. */
export interface Library {
  list(): Promise<ScenarioEntry[]>;
  /** Throws `AppError('not-found')` that names what there is. */
  get(name: string, version?: number): Promise<ScenarioWithWarnings>;
  /** Checks and stores a new version. Throws `AppError('conflict')` for the name of a built-in one. */
  save(document: unknown): Promise<ScenarioEntry>;
  delete(name: string): Promise<void>;
}

export function createLibrary(store: ScenarioStore | null): Library {
  const list = async (): Promise<ScenarioEntry[]> => [
    ...builtInScenarios().map(builtInEntry),
    ...((await store?.list()) ?? []),
  ];
  return {
    list,
    async get(name, version) {
      const found = builtIn(name, version) ?? (await store?.read(name, version));
      if (found === undefined || found === null) {
        throw await notFound(version === undefined ? name : `${name}, version ${version},`);
      }
      return { ...found, warnings: lint(found.scenario) };
    },
    async save(document) {
      const scenario = parseScenario(document);
      refuseBuiltIn(scenario.name, 'saving needs a name of your own');
      return requireStore(store).save(scenario);
    },
    async delete(name) {
      refuseBuiltIn(name, 'only scenarios of your own can be deleted');
      if (!(await requireStore(store).delete(name))) throw await notFound(name);
    },
  };

  async function notFound(name: string): Promise<AppError> {
    const names = (await list()).map((entry) => entry.name).join(', ');
    return new AppError('not-found', `scenario ${name} is not in the library; accepted: ${names}`);
  }
}

function builtIn(name: string, version: number | undefined): StoredScenario | null {
  const scenario = builtInScenario(name);
  if (scenario === null || (version !== undefined && version !== 1)) return null;
  return { entry: builtInEntry(scenario), scenario };
}

function builtInEntry({ name, title, description }: Scenario): ScenarioEntry {
  return { name, title, description, builtIn: true, version: 1, savedAt: null };
}

function refuseBuiltIn(name: string, accepted: string): void {
  if (builtInScenario(name) === null) return;
  const message = `is "${name}", which comes with Plimsoll and is never changed; accepted: another name, since ${accepted}`;
  throw badInput([{ path: 'name', message }], 'conflict');
}

function requireStore(store: ScenarioStore | null): ScenarioStore {
  if (store === null)
    throw new AppError('storage', 'Scenarios cannot be saved: there is no database');
  return store;
}
