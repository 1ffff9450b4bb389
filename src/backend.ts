import type { Api, HostInfo, StoredRun } from './contract/api.ts';
import { AppError } from './contract/errors.ts';
import { parseMeasurement } from './contract/measurement.ts';
import { parseScenario } from './contract/scenario/check.ts';
import { lint } from './contract/scenario/lint.ts';
import { unfinished } from './services/answers.ts';
import { createJobs, type Emit } from './services/jobs.ts';
import { createLibrary } from './services/library.ts';
import { withFoundSettings } from './services/foundSettings.ts';
import { createImports, keepMeasurement } from './services/imports.ts';
import { examined, findMeasurement, listMeasurements } from './services/measurements.ts';
import type { Executor, StoredRunOf } from './services/ports.ts';
import { createPreview } from './services/preview.ts';
import {
  calibrationQuestion,
  gapQuestion,
  type Question,
  trialQuestion,
} from './services/questions.ts';
import {
  calibrationOf,
  measurementOf,
  REPORT_REPLICATIONS,
  reportFile,
} from './services/report/reportFile.ts';
import { runStudy } from './services/studyRunner.ts';
import { openStore } from './storage/store.ts';

export interface BackendOptions {
  /** `:memory:` keeps nothing. */
  readonly databaseFile: string;
  /** Stays the caller's to close, after the backend. */
  readonly executor: Executor;
  readonly emit: Emit;
  readonly hostInfo: Omit<HostInfo, 'database'>;
}

export interface Backend {
  readonly handlers: Api;
  /** Cancels what is running and closes the database. */
  close(): Promise<void>;
}

/**
 * Everything behind the screens, put together for one host. Rejects with `AppError` for a database that is damaged,
 * foreign or newer. Inputs are taken as checked by the schemas of `methods`; scenarios are checked here.
 */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { databaseFile, executor, emit, hostInfo } = options;
  const store = await openStore(databaseFile);
  const library = createLibrary(store.scenarios);
  const jobs = createJobs(executor, store, emit);
  const preview = createPreview(executor);
  const imports = createImports(hostInfo.host === 'electron', (progress) =>
    emit('import.progress', progress),
  );

  async function calibrationAsked(name: string, seed: number): Promise<Question<'calibration'>> {
    const measurement = await findMeasurement(store.measurements, name);
    // The scenario of a measured run goes by the name of its measurement.
    const { scenario } = await library.get(name);
    return calibrationQuestion(scenario, measurement, seed);
  }

  async function runOf(id: string): Promise<StoredRun> {
    const run = await store.runs.read(id);
    if (run === null) {
      throw new AppError('not-found', `run ${id} is not in the store; accepted: an id of run.list`);
    }
    return run;
  }

  async function gapOf(id: string): Promise<StoredRunOf<'gap'>> {
    const run = await runOf(id);
    if (run.entry.kind !== 'gap') {
      throw new AppError('not-found', `run ${id} is a ${run.entry.kind}; accepted: a gap study`);
    }
    return run as StoredRunOf<'gap'>;
  }

  const handlers: Api = {
    'host.info': async () => ({ ...hostInfo, database: databaseFile }),
    'scenario.list': () => library.list(),
    'scenario.get': ({ name, version }) => library.get(name, version),
    'scenario.check': async ({ scenario }) => check(scenario),
    'scenario.save': ({ scenario }) => library.save(scenario),
    'scenario.delete': async ({ name }) => {
      await library.delete(name);
      return null;
    },
    'measurement.get': async ({ name }) =>
      examined(await findMeasurement(store.measurements, name)),
    'trial.preview': async ({ scenario, seed }) => preview.run(parseScenario(scenario), seed),
    'trial.start': async ({ scenario, replications, seed }) =>
      jobs.start(trialQuestion(parseScenario(scenario), replications, seed)),
    'gap.start': async ({ scenario, targetUsers, seed }) =>
      jobs.start(gapQuestion(parseScenario(scenario), { targetUsers, seed })),
    'calibration.start': async ({ measurement, seed }) =>
      jobs.start(await calibrationAsked(measurement, seed)),
    'calibration.unfinished': async ({ measurement, seed }) =>
      unfinished(store, await calibrationAsked(measurement, seed)),
    'job.cancel': async ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'measurement.list': () => listMeasurements(store.measurements),
    'import.preview': (input) => imports.preview(input),
    'import.cancel': async ({ importId }) => {
      imports.cancel(importId);
      return null;
    },
    'import.scenario': async ({ base, name, settings }) => {
      const { scenario } = await library.get(base);
      return library.save(withFoundSettings(scenario, settings, name));
    },
    'import.save': async ({ measurement: document }) => {
      const measurement = parseMeasurement(document);
      await keepMeasurement(store.measurements, measurement);
      return { name: measurement.name };
    },
    'run.list': ({ kind }) => store.runs.list(kind),
    'run.get': ({ id }) => runOf(id),
    'report.make': async ({ runId, format }) => {
      const { scenario, result: gap } = await gapOf(runId);
      const { study } = trialQuestion(scenario, REPORT_REPLICATIONS, gap.seed);
      const trial = await runStudy(study(), executor, {
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      const measurement = await measurementOf(store, scenario);
      const calibration = await calibrationOf(store, scenario);
      return reportFile({ scenario, gap, trial, measurement, calibration }, format);
    },
    'run.latest': ({ kind }) => store.runs.latest(kind),
  };
  return {
    handlers,
    async close() {
      preview.close();
      imports.close();
      await jobs.close();
      await store.close();
    },
  };
}

function check(document: unknown): Awaited<ReturnType<Api['scenario.check']>> {
  try {
    return { warnings: lint(parseScenario(document)), issues: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const issues =
      error.issues.length > 0 ? error.issues : [{ path: 'version', message: error.message }];
    return { warnings: [], issues };
  }
}
