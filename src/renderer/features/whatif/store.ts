import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api, ScenarioEntry, Warning } from '../../../contract/api.ts';
import { AppError, type Issue } from '../../../contract/errors.ts';
import { counted } from '../../../sim/counted.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Trial } from '../../../sim/study/results.ts';
import { BASELINE } from '../../app/baseline.ts';
import { messageOf } from '../../app/host.ts';
import type { Jobs } from '../../app/jobs.ts';
import { change, type History, redo, settle, startHistory, undo } from './history.ts';
import { findStoredTrial } from './storedTrial.ts';
import { verdictOf } from './verdict.ts';

/** A result on screen, with the scenario that it is of. */
export interface Shown {
  readonly kind: 'preview' | 'precise';
  readonly trial: Trial;
  readonly scenario: Scenario;
}

export interface WhatIfState {
  readonly status: 'empty' | 'loading' | 'ready' | 'failed';
  readonly error: string | null;
  readonly entry: ScenarioEntry | null;
  /** As it was opened or saved last. */
  readonly opened: Scenario | null;
  readonly history: History | null;
  readonly issues: readonly Issue[];
  readonly warnings: readonly Warning[];
  readonly shown: Shown | null;
  /**
   * `waiting` for the setting to rest, `previewing`, `previewed` (a preview is on screen), `refining` (the precise run is
   * on its way), `precise`, `invalid` (see issues), `failed` (see runError).
   */
  readonly phase:
    | 'waiting'
    | 'previewing'
    | 'previewed'
    | 'refining'
    | 'precise'
    | 'invalid'
    | 'failed';
  readonly jobId: string | null;
  readonly runError: string | null;
}

export interface WhatIf {
  readonly store: StoreApi<WhatIfState>;
  open(name: string, version?: number): Promise<void>;
  /** Takes a changed scenario over; `setting` names what was changed. */
  edit(next: Scenario, setting: string): void;
  undo(): void;
  redo(): void;
  /** The precise result now, without waiting for the settings to rest. */
  run(): void;
  cancel(): Promise<void>;
  save(naming: Pick<Scenario, 'name' | 'title' | 'description'>): Promise<ScenarioEntry>;
}

export const REST_MS = 1200;
export const REPLICATIONS = 30;

/** What is wrong with the input is said by the check that runs beside the preview. */
function ofInvalidInput(error: unknown): null {
  if (error instanceof AppError && error.code === 'invalid-input') return null;
  throw error;
}

/** The scenario being edited, its preview as settings move, and its precise result when they rest. */
export function createWhatIf(api: Api, jobs: Jobs, announce: (text: string) => void): WhatIf {
  const store = createStore<WhatIfState>(() => ({
    status: 'empty',
    error: null,
    entry: null,
    opened: null,
    history: null,
    issues: [],
    warnings: [],
    shown: null,
    phase: 'waiting',
    jobId: null,
    runError: null,
  }));
  const { getState, setState } = store;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to an older revision of the scenario are dropped. */
  let revision = 0;
  /** One preview at a time: while a setting moves, the newest value follows the one that is being computed. */
  let previewing = false;
  let next: { readonly at: number; readonly scenario: Scenario } | null = null;

  const begin = (): number => {
    clearTimeout(timer);
    next = null;
    const { jobId } = getState();
    if (jobId !== null) void api['job.cancel']({ jobId }).catch(() => undefined);
    setState({ jobId: null, runError: null });
    return ++revision;
  };
  const isCurrent = (at: number): boolean => at === revision;

  const fail = (at: number, error: unknown): void => {
    const superseded = error instanceof AppError && error.code === 'cancelled';
    if (isCurrent(at) && !superseded)
      setState({ phase: 'failed', runError: messageOf(error), jobId: null });
  };

  /** Shows issues and warnings; whether the scenario may be run. */
  async function check(at: number, scenario: Scenario): Promise<boolean> {
    const { issues, warnings } = await api['scenario.check']({ scenario });
    if (!isCurrent(at)) return false;
    setState({ issues, warnings });
    if (issues.length > 0) setState({ phase: 'invalid' });
    return issues.length === 0;
  }

  async function preview(at: number, scenario: Scenario): Promise<void> {
    if (previewing) {
      next = { at, scenario };
      return;
    }
    previewing = true;
    try {
      setState({ phase: 'previewing' });
      const [sound, trial] = await Promise.all([
        check(at, scenario),
        api['trial.preview']({ scenario, seed: BASELINE.seed }).catch(ofInvalidInput),
      ]);
      if (!isCurrent(at)) {
        showWhileMoving(trial, scenario);
        return;
      }
      if (!sound || trial === null) return;
      setState(({ history }) => ({
        shown: { kind: 'preview', trial, scenario },
        phase: 'previewed',
        history: history === null ? null : settle(history),
      }));
      timer = setTimeout(() => void refine(at, scenario), REST_MS);
    } catch (error) {
      fail(at, error);
    } finally {
      previewing = false;
      const waiting = next;
      next = null;
      if (waiting !== null) void preview(waiting.at, waiting.scenario);
    }
  }

  /** A preview that a newer value has overtaken is nearer to it than what is on screen. */
  function showWhileMoving(trial: Trial | null, scenario: Scenario): void {
    if (trial !== null && getState().phase === 'waiting')
      setState({ shown: { kind: 'preview', trial, scenario } });
  }

  async function refine(at: number, scenario: Scenario): Promise<void> {
    try {
      setState({ phase: 'refining' });
      const stored = await jobs.run(
        api,
        'trial',
        () => api['trial.start']({ scenario, replications: REPLICATIONS, seed: BASELINE.seed }),
        (jobId) => {
          if (isCurrent(at)) setState({ jobId });
          // The setting moved while the job was being started.
          else void api['job.cancel']({ jobId }).catch(() => undefined);
        },
      );
      if (!isCurrent(at)) return;
      setState({ jobId: null });
      if (stored === null)
        setState({ phase: getState().shown?.scenario === scenario ? 'previewed' : 'waiting' });
      else showPrecise(stored.result, scenario);
    } catch (error) {
      fail(at, error);
    }
  }

  function showPrecise(trial: Trial, scenario: Scenario): void {
    setState({ shown: { kind: 'precise', trial, scenario }, phase: 'precise' });
    announce(
      `Precise result, ${counted(trial.replications, 'run')}. ${verdictOf(trial, scenario)}`,
    );
  }

  function moved(history: History): void {
    const at = begin();
    setState({ history, phase: 'waiting' });
    void preview(at, history.present);
  }

  return {
    store,
    async open(name, version) {
      const at = begin();
      if (getState().history === null) setState({ status: 'loading' });
      try {
        const { entry, scenario, warnings } = await api['scenario.get'](
          version === undefined ? { name } : { name, version },
        );
        const known = await findStoredTrial(api, scenario, {
          seed: BASELINE.seed,
          replications: REPLICATIONS,
        });
        if (!isCurrent(at)) return;
        const history = startHistory(scenario);
        setState({
          status: 'ready',
          error: null,
          entry,
          opened: scenario,
          warnings,
          issues: [],
          history,
          shown: null,
        });
        if (known === null) await preview(at, scenario);
        else showPrecise(known, scenario);
      } catch (error) {
        if (!isCurrent(at)) return;
        if (getState().history === null) setState({ status: 'failed', error: messageOf(error) });
        else fail(at, error);
      }
    },
    edit(next, setting) {
      const { history } = getState();
      if (history !== null && next !== history.present) moved(change(history, next, setting));
    },
    undo() {
      const { history } = getState();
      if (history !== null && history.past.length > 0) moved(undo(history));
    },
    redo() {
      const { history } = getState();
      if (history !== null && history.future.length > 0) moved(redo(history));
    },
    run() {
      const { history, issues, phase } = getState();
      if (history === null || issues.length > 0 || phase === 'refining') return;
      const at = begin();
      const scenario = history.present;
      setState({ phase: 'refining' });
      void check(at, scenario).then(
        (sound) => (sound ? refine(at, scenario) : undefined),
        (error: unknown) => fail(at, error),
      );
    },
    async cancel() {
      const { jobId } = getState();
      if (jobId !== null) await api['job.cancel']({ jobId });
    },
    async save(naming) {
      const { history } = getState();
      if (history === null) throw new AppError('internal', 'There is no scenario to save.');
      const scenario: Scenario = { ...history.present, ...naming };
      const entry = await api['scenario.save']({ scenario });
      // The name changes, the simulated system does not: what is on screen stays its result.
      const renamed = (edited: Scenario): Scenario =>
        edited === history.present ? scenario : { ...edited, ...naming };
      setState(({ shown, history: latest }) => ({
        entry,
        opened: scenario,
        history: latest === null ? null : { ...latest, present: renamed(latest.present) },
        shown: shown === null ? null : { ...shown, scenario: renamed(shown.scenario) },
      }));
      return entry;
    },
  };
}
