import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { type Baseline, type BaselineState, createBaseline } from '../features/baseline/store.ts';
import { createImports, type Imports, type ImportsState } from '../features/import/store.ts';
import { createGap, type GapModel, type GapState } from '../features/gap/store.ts';
import { createLibrary, type Library, type LibraryState } from '../features/library/store.ts';
import { createQueues, type Queues, type QueuesState } from '../features/queues/store.ts';
import { createWhatIf, type WhatIf, type WhatIfState } from '../features/whatif/store.ts';
import type { RunNetwork } from '../platform/networkRunner.ts';
import { queueDocuments } from '../../../fixtures/queues/index.ts';
import { BASELINE } from './baseline.ts';
import { type Connect, createHost, type Host, type HostState } from './host.ts';
import { createJobs, type Jobs, type JobsState } from './jobs.ts';
import { createView, type View, type ViewState } from './view.ts';

/** Everything behind the screens: one store per area, joined here and nowhere else. */
export interface Model {
  readonly host: Host;
  readonly jobs: Jobs;
  readonly view: View;
  readonly library: Library;
  readonly baseline: Baseline;
  readonly whatIf: WhatIf;
  readonly gap: GapModel;
  readonly imports: Imports;
  readonly queues: Queues;
  /** Connects and loads what every screen needs; again after a lost connection. */
  start(): Promise<void>;
}

export function createModel(connect: Connect, runNetwork: RunNetwork): Model {
  const jobs = createJobs();
  const view = createView();
  // The imports learn of their progress through events, and call through the host that brings them.
  const host: Host = createHost(
    connect,
    { ...jobs.events, 'import.progress': (progress) => imports.onProgress(progress) },
    () => jobs.abandonAll(),
  );
  const { api } = host;
  const library = createLibrary(api);
  const baseline = createBaseline(api, jobs, view.announce);
  const whatIf = createWhatIf(api, jobs, view.announce);
  const gap = createGap(api, jobs, view.announce);
  const imports = createImports(api, view.announce, (name) => baseline.open(name));
  const queues = createQueues(queueDocuments, runNetwork, view.announce);
  return {
    ...{ host, jobs, view, library, baseline, whatIf, gap, imports, queues },
    async start() {
      await host.connect();
      if (host.store.getState().status !== 'ready') return;
      await Promise.all([
        library.load(),
        baseline.load(),
        gap.load(),
        // What was edited before a connection was lost stays as it is.
        whatIf.store.getState().history === null ? whatIf.open(BASELINE.scenario) : undefined,
      ]);
    },
  };
}

export const ModelContext = createContext<Model | null>(null);

export function useModel(): Model {
  const model = use(ModelContext);
  if (model === null) throw new Error('There is no model above this component.');
  return model;
}

export const useHost = <T>(select: (state: HostState) => T): T =>
  useStore(useModel().host.store, select);
export const useJobs = <T>(select: (state: JobsState) => T): T =>
  useStore(useModel().jobs.store, select);
export const useView = <T>(select: (state: ViewState) => T): T =>
  useStore(useModel().view.store, select);
export const useLibrary = <T>(select: (state: LibraryState) => T): T =>
  useStore(useModel().library.store, select);
export const useBaseline = <T>(select: (state: BaselineState) => T): T =>
  useStore(useModel().baseline.store, select);
export const useWhatIf = <T>(select: (state: WhatIfState) => T): T =>
  useStore(useModel().whatIf.store, select);
export const useGap = <T>(select: (state: GapState) => T): T =>
  useStore(useModel().gap.store, select);
export const useImports = <T>(select: (state: ImportsState) => T): T =>
  useStore(useModel().imports.store, select);
export const useQueues = <T>(select: (state: QueuesState) => T): T =>
  useStore(useModel().queues.store, select);
