import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api, ImportPreview, ImportProgress } from '../../../contract/api.ts';
import { AppError } from '../../../contract/errors.ts';
import { sentencesOf } from '../../app/host.ts';
import type { ChosenFile } from '../../platform/files.ts';
import { counted } from '../../../sim/counted.ts';

/** Bytes of all files that go to the simulator by their content. */
const LARGEST_UPLOAD = 32 * 1024 * 1024;

export interface ImportsState {
  readonly open: boolean;
  readonly files: readonly ChosenFile[];
  readonly status: 'choosing' | 'reading' | 'read' | 'failed' | 'saving';
  readonly progress: Omit<ImportProgress, 'importId'> | null;
  readonly preview: ImportPreview | null;
  /** Sentences, one for each fault. */
  readonly errors: readonly string[];
  /** What the user says because no file does. */
  readonly users: number | null;
  readonly name: string;
}

export interface Imports {
  readonly store: StoreApi<ImportsState>;
  show(): void;
  close(): void;
  /** Reads these files beside those that are there already. */
  add(files: readonly ChosenFile[]): Promise<void>;
  remove(file: ChosenFile): Promise<void>;
  /** Reads the files again, with a number of users that no file says. */
  setUsers(users: number | null): Promise<void>;
  setName(name: string): void;
  cancel(): Promise<void>;
  save(): Promise<void>;
  /** Stores a scenario of `base` with the settings found; its name, or null when it was refused. */
  saveScenario(base: string): Promise<string | null>;
  onProgress(progress: ImportProgress): void;
}

const nothing: ImportsState = {
  open: false,
  files: [],
  status: 'choosing',
  progress: null,
  preview: null,
  errors: [],
  users: null,
  name: '',
};

/** Files on their way to a measurement: chosen, read, looked at, stored. */
export function createImports(
  api: Api,
  announce: (text: string) => void,
  onSaved: (name: string) => Promise<void>,
): Imports {
  const store = createStore<ImportsState>(() => nothing);
  let serial = 0;
  const idOf = (number: number): string => `import-${number}`;

  async function read(): Promise<void> {
    const own = ++serial;
    const { files, users } = store.getState();
    if (files.length === 0) {
      store.setState({ status: 'choosing', preview: null, errors: [], progress: null });
      return;
    }
    store.setState({ status: 'reading', errors: [], progress: null });
    try {
      const contents = await Promise.all(files.map((file) => contentOf(file)));
      const preview = await api['import.preview']({
        importId: idOf(own),
        files: contents,
        given: users === null ? {} : { users },
      });
      if (own !== serial) return;
      const name = preview.measured?.measurement.name ?? '';
      store.setState((state) => ({ status: 'read', preview, name: state.name || name }));
      announce(said(preview));
    } catch (error) {
      if (own !== serial) return;
      if (error instanceof AppError && error.code === 'cancelled') {
        store.setState({ status: 'choosing', preview: null });
        return;
      }
      const errors = sentencesOf(error);
      store.setState({ status: 'failed', preview: null, errors });
      announce(`The import was refused. ${errors[0]}`);
    }
  }

  return {
    store,
    show: () => store.setState({ ...nothing, open: true }),
    close() {
      serial++;
      store.setState(nothing);
    },
    async add(files) {
      const { files: before } = store.getState();
      const names = new Set(files.map(({ name }) => name));
      // A file that is given again is the newer one.
      store.setState({
        open: true,
        files: [...before.filter(({ name }) => !names.has(name)), ...files],
      });
      await read();
      const { status, files: given, errors } = store.getState();
      if (status !== 'failed' || needsUsers(errors)) return;
      if (!files.every((file) => given.includes(file))) return;
      // What is refused is not kept: the next files are read without it, together with those before it.
      store.setState({ files: before });
    },
    async remove(file) {
      store.setState(({ files }) => ({ files: files.filter((other) => other !== file) }));
      await read();
    },
    async setUsers(users) {
      store.setState({ users });
      await read();
    },
    setName: (name) => store.setState({ name }),
    async cancel() {
      await api['import.cancel']({ importId: idOf(serial) });
    },
    async save() {
      const { preview, name } = store.getState();
      const measurement = preview?.measured?.measurement;
      if (measurement === undefined) return;
      store.setState({ status: 'saving', errors: [] });
      try {
        await api['import.save']({ measurement: { ...measurement, name } });
        await onSaved(name);
        store.setState(nothing);
      } catch (error) {
        store.setState({ status: 'read', errors: sentencesOf(error) });
      }
    },
    async saveScenario(base) {
      const { preview, name } = store.getState();
      if (preview === null) return null;
      try {
        const saved = await api['import.scenario']({
          base,
          name: name === '' ? 'imported' : name,
          settings: [...preview.settings],
        });
        announce(`Scenario ${saved.name} saved as version ${saved.version}`);
        return saved.name;
      } catch (error) {
        store.setState({ errors: sentencesOf(error) });
        return null;
      }
    },
    onProgress({ importId, progress, file }) {
      if (importId === idOf(serial)) store.setState({ progress: { progress, file } });
    },
  };
}

async function contentOf(file: ChosenFile): Promise<{
  name: string;
  modified: string;
  from: { path: string } | { base64: string };
}> {
  const { name, modified, bytes } = file;
  const isLarge = bytes > LARGEST_UPLOAD && globalThis.plimsollHost === undefined;
  if (isLarge) {
    throw new Error(
      `${name}: has ${bytes} bytes; accepted: up to ${LARGEST_UPLOAD} bytes in the browser, more in the desktop application or with plimsoll import FILE`,
    );
  }
  return { name, modified, from: await file.from() };
}

function said({ files, measured }: ImportPreview): string {
  if (measured === null)
    return `${counted(files.length, 'file')} read; no table of requests among them.`;
  const { requests, failures } = measured.autopsy;
  return `${counted(files.length, 'file')} read: ${counted(requests, 'request')}, ${counted(failures, 'failure')}, ${counted(measured.remarks.length, 'contradiction')}.`;
}

/** Whether all that is missing is how many users there were, which can be said besides. */
export function needsUsers(errors: readonly string[]): boolean {
  return errors.some((error) => error.startsWith('configuration.users: no file says'));
}
