import { describe, expect, test } from 'vitest';
import type { Api, ImportPreview } from '../../../contract/api.ts';
import { AppError, badInput } from '../../../contract/errors.ts';
import type { ChosenFile } from '../../platform/files.ts';
import { nov8Measurement } from '../../testing/documents.ts';
import { createImports } from './store.ts';

const file = (name: string): ChosenFile => ({
  name,
  bytes: 10,
  modified: '2026-11-25T00:00:00.000Z',
  from: async () => ({ base64: 'QQ==' }),
});

const preview = {
  files: [],
  measured: {
    measurement: nov8Measurement(),
    autopsy: { requests: 386, failures: 280 },
    remarks: [],
  },
  settings: [],
  assumed: [],
} as unknown as ImportPreview;

/** Imports over a backend that answers each preview as told, and what it was asked. */
function imports(answer: (names: readonly string[]) => Promise<ImportPreview>) {
  const asked: unknown[] = [];
  const said: string[] = [];
  const opened: string[] = [];
  const api = {
    'import.preview': (input: { files: readonly { name: string }[] }) => {
      asked.push(input);
      return answer(input.files.map(({ name }) => name));
    },
    'import.cancel': async (input: unknown) => void asked.push(input),
    'import.save': async (input: { measurement: { name: string } }) => {
      asked.push(input);
      return { name: input.measurement.name };
    },
  } as unknown as Api;
  const made = createImports(
    api,
    (text) => said.push(text),
    async (name) => void opened.push(name),
  );
  return { ...made, asked, said, opened, state: () => made.store.getState() };
}

describe('an import', () => {
  test('reads files beside those that are there, the newer of one name', async () => {
    const { add, state, asked } = imports(async () => preview);
    await add([file('a.csv'), file('b.csv')]);
    await add([file('b.csv'), file('c.csv')]);
    expect(state().files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv', 'c.csv']);
    expect(state()).toMatchObject({ open: true, status: 'read', name: 'nov8' });
    expect(asked).toHaveLength(2);
  });

  test('shows every sentence of a refusal', async () => {
    const { add, state, said } = imports(async (names) => {
      if (names.length === 1) return preview;
      throw badInput([
        { path: 'a.csv', message: 'is empty' },
        { path: 'b.csv', message: 'is binary' },
      ]);
    });
    await add([file('a.csv')]);
    await add([file('b.csv')]);
    expect(state()).toMatchObject({
      status: 'failed',
      preview: null,
      errors: ['a.csv: is empty', 'b.csv: is binary'],
    });
    expect(said).toContain('The import was refused. a.csv: is empty');
  });

  test('does not keep a file that was refused: the next one is read without it', async () => {
    const { add, state } = imports(async (names) => {
      if (names.includes('bad')) throw new AppError('invalid-input', 'bad: is binary');
      return preview;
    });
    await add([file('bad')]);
    expect(state()).toMatchObject({ status: 'failed', files: [], errors: ['bad: is binary'] });
    await add([file('a.csv')]);
    expect(state()).toMatchObject({ status: 'read', preview, errors: [] });
    await add([file('bad')]);
    expect(state()).toMatchObject({ status: 'failed', errors: ['bad: is binary'] });
    await add([file('b.csv')]);
    expect(state()).toMatchObject({ status: 'read', preview, errors: [] });
    expect(state().files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
  });

  test('takes the answer to the last question only', async () => {
    const answers: (() => void)[] = [];
    const { add, state } = imports(
      (names) =>
        new Promise((resolve) => {
          answers.push(() => resolve({ ...preview, assumed: names }));
        }),
    );
    const first = add([file('a.csv')]);
    await Promise.resolve();
    const second = add([file('b.csv')]);
    await new Promise((resolve) => setTimeout(resolve));
    answers[1]!();
    await second;
    answers[0]!();
    await first;
    expect(state().preview?.assumed).toEqual(['a.csv', 'b.csv']);
  });

  test('stores under the name that the user gave, and shows what was stored', async () => {
    const { add, setName, save, state, asked, opened } = imports(async () => preview);
    await add([file('a.md')]);
    setName('friday');
    await save();
    expect(asked.at(-1)).toMatchObject({ measurement: { name: 'friday' } });
    expect(opened).toEqual(['friday']);
    expect(state().open).toBe(false);
  });

  test('cancels what is being read, and listens to its progress alone', async () => {
    const { add, cancel, onProgress, state, asked } = imports(() => new Promise(() => {}));
    void add([file('a.csv')]);
    await new Promise((resolve) => setTimeout(resolve));
    onProgress({ importId: 'import-0', progress: 0.1, file: 'old.csv' });
    expect(state().progress).toBeNull();
    onProgress({ importId: 'import-1', progress: 0.5, file: 'a.csv' });
    expect(state().progress).toEqual({ progress: 0.5, file: 'a.csv' });
    await cancel();
    expect(asked.at(-1)).toEqual({ importId: 'import-1' });
  });
});
