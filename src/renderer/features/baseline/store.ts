import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api, MeasurementEntry, MeasurementWithAutopsy } from '../../../contract/api.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { BASELINE } from '../../app/baseline.ts';
import { messageOf } from '../../app/host.ts';
import type { Jobs, StoredRunOf } from '../../app/jobs.ts';

export interface BaselineState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: string | null;
  /** Measurements that can be opened. */
  readonly entries: readonly MeasurementEntry[];
  readonly measured: MeasurementWithAutopsy | null;
  /** The built-in scenario of the measured run, with the parameters fitted to it. */
  readonly scenario: Scenario | null;
  readonly calibration: StoredRunOf<'calibration'> | null;
  /** `starting` until the backend names the job. */
  /** How far a calibration got that was stopped and can be resumed. */
  readonly unfinished: { readonly progress: number } | null;
  readonly job: 'starting' | { readonly jobId: string } | null;
  readonly jobError: string | null;
}

export interface Baseline {
  readonly store: StoreApi<BaselineState>;
  load(): Promise<void>;
  /** Shows another measurement. */
  open(name: string): Promise<void>;
  calibrate(): Promise<void>;
  cancel(): Promise<void>;
}

const ASKED = { measurement: BASELINE.measurement, seed: BASELINE.seed };

/** Not known is as good as none: the calibration then begins at its beginning. */
async function unfinishedOf(api: Api): Promise<BaselineState['unfinished']> {
  try {
    return await api['calibration.unfinished'](ASKED);
  } catch {
    return null;
  }
}

/** The measured run, what its failures were, and how well the simulator gives it back. */
export function createBaseline(api: Api, jobs: Jobs, announce: (text: string) => void): Baseline {
  const store = createStore<BaselineState>(() => ({
    status: 'loading',
    error: null,
    entries: [],
    measured: null,
    scenario: null,
    calibration: null,
    unfinished: null,
    job: null,
    jobError: null,
  }));
  return {
    store,
    async load() {
      try {
        const [entries, measured, { scenario }, latest, unfinished] = await Promise.all([
          api['measurement.list']({}),
          api['measurement.get']({
            name: store.getState().measured?.measurement.name ?? BASELINE.measurement,
          }),
          api['scenario.get']({ name: BASELINE.scenario }),
          api['run.latest']({ kind: 'calibration' }),
          api['calibration.unfinished'](ASKED),
        ]);
        const calibration = latest as StoredRunOf<'calibration'> | null;
        store.setState({
          status: 'ready',
          error: null,
          entries,
          measured,
          scenario,
          calibration,
          unfinished,
        });
      } catch (error) {
        store.setState({ status: 'failed', error: messageOf(error) });
      }
    },
    async open(name) {
      try {
        const [entries, measured] = await Promise.all([
          api['measurement.list']({}),
          api['measurement.get']({ name }),
        ]);
        store.setState({ status: 'ready', error: null, entries, measured });
        announce(`Measurement ${name} is shown`);
      } catch (error) {
        store.setState({ status: 'failed', error: messageOf(error) });
      }
    },
    async calibrate() {
      if (store.getState().job !== null) return;
      store.setState({ job: 'starting', jobError: null });
      try {
        const stored = await jobs.run(
          api,
          'calibration',
          () => api['calibration.start'](ASKED),
          (jobId) => store.setState({ job: { jobId } }),
        );
        if (stored !== null) {
          store.setState({ calibration: stored });
          announce(`Calibration done. ${stored.result.fit.verdict}`);
        }
      } catch (error) {
        store.setState({ jobError: messageOf(error) });
      } finally {
        store.setState({ job: null, unfinished: await unfinishedOf(api) });
      }
    },
    async cancel() {
      const { job } = store.getState();
      if (job !== null && job !== 'starting') await api['job.cancel']({ jobId: job.jobId });
    },
  };
}
