import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Api, type Events, type HostInfo, type Method, methods } from '../../contract/api.ts';
import { AppError, sentenceOf } from '../../contract/errors.ts';

/** What the platform gives for a connection to the backend. */
export interface Connection {
  readonly api: Api;
  close(): void;
  onClose(callback: () => void): void;
}
export type Connect = (events: Events) => Promise<Connection>;

export interface HostState {
  readonly status: 'connecting' | 'ready' | 'lost' | 'unreachable';
  readonly info: HostInfo | null;
  /** Why there is no connection, where that is known. */
  readonly reason: string | null;
}

export interface Host {
  readonly store: StoreApi<HostState>;
  /** Stays the same over reconnections; a call without a connection is refused. */
  readonly api: Api;
  connect(): Promise<void>;
}

/** Keeps the connection to the backend, and one `Api` for the screens that outlives any single connection. */
export function createHost(connectTo: Connect, events: Events, onLost: () => void): Host {
  const store = createStore<HostState>(() => ({ status: 'connecting', info: null, reason: null }));
  let current: Connection | null = null;

  const call = (method: Method) => (input: never) => {
    if (current === null) {
      return Promise.reject(new AppError('internal', 'There is no connection to the simulator.'));
    }
    return (current.api[method] as (input: never) => Promise<unknown>)(input);
  };
  const api = Object.fromEntries(
    (Object.keys(methods) as Method[]).map((method) => [method, call(method)]),
  ) as unknown as Api;

  return {
    store,
    api,
    async connect() {
      store.setState({ status: 'connecting', reason: null });
      try {
        const connection = await connectTo(events);
        current = connection;
        connection.onClose(() => {
          if (current !== connection) return;
          current = null;
          store.setState({ status: 'lost' });
          onLost();
        });
        store.setState({ info: await connection.api['host.info']({}), status: 'ready' });
      } catch (error) {
        current = null;
        store.setState({ status: 'unreachable', reason: messageOf(error) });
      }
    },
  };
}

/** The sentence of an error that crossed the wire, or of one of ours. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A sentence for each fault of an input, where there is room for all. */
export function sentencesOf(error: unknown): readonly string[] {
  const issues = error instanceof AppError ? error.issues : [];
  return issues.length > 0 ? issues.map(sentenceOf) : [messageOf(error)];
}
