import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentOf, importable } from '../../fixtures/imports/files.ts';
import { AppError } from '../contract/errors.ts';
import { importFiles } from './importFiles.ts';
import { readers } from './readers.ts';
import { memoryFile, textFile } from './source.ts';

/** What damages real files: pieces lost, doubled, moved, numbers made odd, quotes and brackets left open. */
const junk = [
  '',
  '"',
  "'",
  '"""',
  '\\',
  ',',
  ';',
  '|',
  '\t',
  '\n',
  '\r\n',
  '\u0000',
  '\uFEFF',
  '{',
  '}',
  '[',
  ']',
  '(',
  '\n\n\n',
  '-1',
  'NaN',
  'Infinity',
  '1e999',
  '99999999999999999999',
  '0x10',
  '${X}',
  '&a',
  '*a',
  '<<: *a',
  '__proto__',
  'constructor',
  '```',
  '|---|',
  '# ',
  'âœ…',
  '🔴',
  '%',
  '--',
  '=',
  '{"__proto__":{"polluted":1}}',
  '__proto__ = 1',
  'window.templateArgs = {',
  '</script>',
] as const;

const mutation = fc.record({
  kind: fc.constantFrom('cut', 'double', 'insert', 'replace', 'truncate'),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(200),
  text: fc.oneof(fc.constantFrom(...junk), fc.string({ maxLength: 20, unit: 'binary' })),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutated(content: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((text, { kind, from, length, text: inserted }) => {
    const start = Math.floor(from * text.length);
    const end = Math.min(text.length, start + length);
    switch (kind) {
      case 'cut':
        return text.slice(0, start) + text.slice(end);
      case 'double':
        return text.slice(0, end) + text.slice(start);
      case 'insert':
        return text.slice(0, start) + inserted + text.slice(start);
      case 'replace':
        return text.slice(0, start) + inserted + text.slice(end);
      case 'truncate':
        return text.slice(0, start);
    }
  }, content);
}

/** An import ends with a result that is whole, or with a sentence; and Object stays as it is. */
async function mustEndWell(run: () => Promise<unknown>): Promise<void> {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  try {
    await run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('invalid-input');
    expect(error.message).toMatch(/\S/);
    expect(error.issues.length).toBeGreaterThan(0);
  }
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

const corpus = [...importable.map((path) => [path, contentOf(path)] as const)].map(
  // The console's settings and the whole postgresql.conf repeat themselves: their beginning will do.
  ([path, content]) => [path, content.slice(0, 8000)] as const,
);

describe('whatever happens to a file, its import ends with a whole result or a sentence', () => {
  test.each(corpus)('%s', async (path, content) => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) =>
        mustEndWell(() =>
          importFiles([memoryFile(path, mutated(content, mutations))], { users: 5 }),
        ),
      ),
      { numRuns: 25 },
    );
  });

  test('files of one run, each damaged', async () => {
    const run = corpus.filter(([path]) => path.startsWith('locust/shop_') && path.endsWith('.csv'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(mutation, { maxLength: 2 }), {
          minLength: run.length,
          maxLength: run.length,
        }),
        (mutations) =>
          mustEndWell(() =>
            importFiles(
              run.map(([path, content], i) => memoryFile(path, mutated(content, mutations[i]!))),
              { users: 5 },
            ),
          ),
      ),
      { numRuns: 25 },
    );
  });
});

describe('every reader survives', () => {
  test.each(readers.map((reader) => [reader.id, reader] as const))(
    'any text: %s',
    async (_, reader) => {
      const pieces = fc.array(
        fc.oneof(fc.constantFrom(...junk), fc.string({ maxLength: 30, unit: 'binary' })),
        { maxLength: 40 },
      );
      await fc.assert(
        fc.asyncProperty(pieces, (parts) =>
          mustEndWell(() => reader.read(textFile(memoryFile('any', parts.join(''))))),
        ),
        { numRuns: 40 },
      );
    },
  );

  test.each(readers.map((reader) => [reader.id, reader] as const))(
    'any file of another kind: %s',
    async (_, reader) => {
      for (const [path, content] of corpus) {
        await mustEndWell(() => reader.read(textFile(memoryFile(path, content))));
      }
    },
  );

  test.each([
    '\n',
    '|',
    '"',
    '{',
    '[',
    '(',
    ' ',
    'a',
    '|name',
    'set CONN_MAX_AGE to ',
    "'",
    '"""',
    'HTTP',
    '`',
    '9',
    'x = [',
    'x: {',
  ])('64 KiB of %j', async (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    await mustEndWell(() => importFiles([memoryFile('x.md', text)], { users: 1 }));
    for (const reader of readers)
      await mustEndWell(() => reader.read(textFile(memoryFile('x', text))));
  });
});
