import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api, ScenarioEntry } from '../../../contract/api.ts';
import { messageOf } from '../../app/host.ts';

export interface LibraryState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly entries: readonly ScenarioEntry[];
  readonly error: string | null;
}

export interface Library {
  readonly store: StoreApi<LibraryState>;
  load(): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The scenarios that can be opened: built-in ones and the user's own. */
export function createLibrary(api: Api): Library {
  const store = createStore<LibraryState>(() => ({ status: 'loading', entries: [], error: null }));
  const load = async (): Promise<void> => {
    try {
      store.setState({ entries: await api['scenario.list']({}), status: 'ready', error: null });
    } catch (error) {
      store.setState({ status: 'failed', error: messageOf(error) });
    }
  };
  return {
    store,
    load,
    async remove(name) {
      await api['scenario.delete']({ name });
      await load();
    },
  };
}
