import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The checks that keep imports going in one direction are only worth something if they fail when they should. */

const root = fileURLToPath(new URL('..', import.meta.url));
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'plimsoll-guard-'));
  for (const file of [
    'package.json',
    '.oxlintrc.json',
    'tsconfig.base.json',
    'src/sim/tsconfig.json',
  ]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(file: string, code: string): string {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  return path;
}

/** What a tool of the project prints about the planted code; empty when it is content. */
function complaint(tool: string, args: readonly string[]): string {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

function lintComplaint(file: string, code: string): string {
  const path = plant(file, code);
  try {
    return complaint('oxlint/bin/oxlint', [path]);
  } finally {
    rmSync(path);
  }
}

const importing = (from: string): string => `export { thing } from '${from}';\n`;

describe('the direction of imports', () => {
  test.each([
    ['src/sim/model/planted.ts', '../../contract/api.ts'],
    ['src/sim/planted.ts', 'node:fs'],
    ['src/sim/planted.ts', 'zod'],
    ['src/sim/kernel/planted.ts', '../model/stack.ts'],
    ['src/sim/stats/planted.ts', '../kernel/eventList.ts'],
    ['src/sim/stations/planted.ts', '../model/tasks.ts'],
    ['src/sim/model/planted.ts', '../study/gap.ts'],
    ['src/sim/observe/planted.ts', '../study/gap.ts'],
    ['src/sim/theory/planted.ts', '../model/stack.ts'],
    ['src/sim/distributions/planted.ts', '../stations/waitingLine.ts'],
    ['src/sim/lab/planted.ts', '../model/stack.ts'],
    ['src/sim/model/planted.ts', '../lab/lab.ts'],
    ['src/contract/planted.ts', '../services/library.ts'],
    ['src/contract/planted.ts', 'kysely'],
    ['src/rpc/planted.ts', '../services/library.ts'],
    ['src/importers/planted.ts', '../services/library.ts'],
    ['src/importers/planted.ts', 'node:fs'],
    ['src/renderer/app/planted.tsx', '../../importers/readers.ts'],
    ['src/rig/planted.ts', '../services/library.ts'],
    ['src/rig/configuration/planted.ts', '../processes.ts'],
    ['src/rig/configuration/planted.ts', 'node:fs'],
    ['src/services/planted.ts', '../rig/rig.ts'],
    ['src/renderer/app/planted.tsx', '../../rig/rig.ts'],
    ['src/services/planted.ts', '../storage/store.ts'],
    ['src/storage/planted.ts', '../server/server.ts'],
    ['src/workers/planted.ts', '../storage/store.ts'],
    ['src/main/planted.ts', '../storage/store.ts'],
    ['src/server/planted.ts', '../main/index.ts'],
    ['src/preload/planted.ts', '../contract/api.ts'],
    ['src/preload/planted.ts', 'node:fs'],
    ['src/truth/planted.ts', '../services/library.ts'],
    ['src/sim/model/planted.ts', '../../truth/rig.ts'],
    ['src/services/planted.ts', '../truth/rig.ts'],
    ['src/renderer/app/planted.tsx', 'node:fs'],
    ['src/renderer/app/planted.tsx', 'electron'],
    ['src/renderer/app/planted.tsx', '../../storage/store.ts'],
    ['src/renderer/app/planted.tsx', '../../services/library.ts'],
  ])('%s must not import %s', (file, from) => {
    expect(lintComplaint(file, importing(from))).toContain('no-restricted-imports');
  });

  test.each([
    ['src/sim/model/planted.ts', '../kernel/eventList.ts'],
    ['src/sim/study/planted.ts', '../model/scenario.ts'],
    ['src/sim/lab/planted.ts', '../stations/waitingLine.ts'],
    ['src/sim/model/planted.ts', '../distributions/sampler.ts'],
    ['src/contract/planted.ts', 'zod'],
    ['src/contract/planted.ts', '../sim/study/results.ts'],
    ['src/importers/planted.ts', 'papaparse'],
    ['src/services/planted.ts', '../importers/importFiles.ts'],
    ['src/rig/planted.ts', '../importers/importFiles.ts'],
    ['src/rig/configuration/planted.ts', '../../sim/model/scenario.ts'],
    ['src/services/planted.ts', '../contract/api.ts'],
    ['src/storage/planted.ts', 'kysely'],
    ['src/truth/planted.ts', '../sim/model/scenario.ts'],
    ['src/preload/planted.ts', 'electron'],
    ['src/renderer/app/planted.tsx', '../../contract/api.ts'],
  ])('%s may import %s', (file, from) => {
    expect(lintComplaint(file, importing(from))).toBe('');
  });
});

describe('the purity of src/sim', () => {
  test.each([
    ['the date', 'export const now = (): number => Date.now();'],
    ['the clock', 'export const now = (): number => performance.now();'],
    ['chance of its own', 'export const draw = (): number => Math.random();'],
    ['a logarithm of the engine', 'export const two = (): number => Math.log(7);'],
    ['promises', 'export const later = (): unknown => Promise.resolve(1);'],
    ['the console', 'export const say = (): void => console.error(1);'],
  ])('the linter refuses %s', (_, code) => {
    expect(lintComplaint('src/sim/planted.ts', `${code}\n`)).toMatch(/no-restricted|no-console/);
  });

  test.each([
    ['the document', 'export const page = document;'],
    ['the process', 'export const home = process.env;'],
    ['a timer', 'export const wait = setTimeout;'],
    ['a module of Node', "export { readFileSync } from 'node:fs';"],
  ])('the compiler does not know %s', (_, code) => {
    const path = plant('src/sim/planted.ts', `${code}\n`);
    try {
      expect(complaint('typescript/bin/tsc', ['-p', 'src/sim'])).toMatch(/error TS/);
    } finally {
      rmSync(path);
    }
  });

  test('the compiler accepts a pure file', () => {
    const path = plant('src/sim/planted.ts', 'export const one = Math.sqrt(Math.E);\n');
    try {
      expect(complaint('typescript/bin/tsc', ['-p', 'src/sim'])).toBe('');
    } finally {
      rmSync(path);
    }
  });
});
