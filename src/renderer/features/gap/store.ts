import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '../../../contract/api.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { WorkloadGap } from '../../../sim/study/results.ts';
import { BASELINE } from '../../app/baseline.ts';
import { messageOf } from '../../app/host.ts';
import type { Jobs, StoredRunOf } from '../../app/jobs.ts';
import { targetOf } from './selectors.ts';

export interface GapState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: string | null;
  readonly stored: StoredRunOf<'gap'> | null;
  readonly workload: WorkloadGap['workload'];
  /** Target that the waterfall is about; null: the first that any load meets. */
  readonly target: string | null;
  /** Users to aim for, as typed: `targetFault` says whether a study can. */
  readonly aim: string;
  readonly job: 'starting' | { readonly jobId: string } | null;
  readonly jobError: string | null;
}

/** Whether there is no study, and none on its way: the screen then says what one would answer. */
export function isEmpty({ status, stored, job }: GapState): boolean {
  return status === 'ready' && stored === null && job === null;
}

export interface GapModel {
  readonly store: StoreApi<GapState>;
  load(): Promise<void>;
  start(scenario: Scenario): Promise<void>;
  cancel(): Promise<void>;
  showWorkload(workload: WorkloadGap['workload']): void;
  showTarget(target: string): void;
  aimFor(aim: string): void;
}

/** Load that the report wants to reach; the stored study's own when there is one. */
const REPORT_TARGET_USERS = 500;

/** How far the service is from its target load, and what each fix brings. */
export function createGap(api: Api, jobs: Jobs, announce: (text: string) => void): GapModel {
  const store = createStore<GapState>(() => ({
    status: 'loading',
    error: null,
    stored: null,
    workload: 'as-tested',
    target: null,
    aim: String(REPORT_TARGET_USERS),
    job: null,
    jobError: null,
  }));
  const show = (stored: StoredRunOf<'gap'>): void =>
    store.setState({ stored, aim: String(stored.result.targetUsers), target: null });
  return {
    store,
    async load() {
      try {
        const latest = (await api['run.latest']({ kind: 'gap' })) as StoredRunOf<'gap'> | null;
        if (latest !== null) show(latest);
        store.setState({ status: 'ready', error: null });
      } catch (error) {
        store.setState({ status: 'failed', error: messageOf(error) });
      }
    },
    async start(scenario) {
      const { job, aim } = store.getState();
      const targetUsers = targetOf(aim);
      if (job !== null || targetUsers === null) return;
      store.setState({ job: 'starting', jobError: null });
      try {
        const stored = await jobs.run(
          api,
          'gap',
          () => api['gap.start']({ scenario, targetUsers, seed: BASELINE.seed }),
          (jobId) => store.setState({ job: { jobId } }),
        );
        if (stored !== null) {
          show(stored);
          announce(`Gap study of ${scenario.name} done.`);
        }
      } catch (error) {
        store.setState({ jobError: messageOf(error) });
      } finally {
        store.setState({ job: null });
      }
    },
    async cancel() {
      const { job } = store.getState();
      if (job !== null && job !== 'starting') await api['job.cancel']({ jobId: job.jobId });
    },
    showWorkload: (workload) => store.setState({ workload }),
    showTarget: (target) => store.setState({ target }),
    aimFor: (aim) => store.setState({ aim }),
  };
}
