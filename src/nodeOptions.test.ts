import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const options = fileURLToPath(new URL('./nodeOptions.mjs', import.meta.url));

test('a process and its threads take their modules from the compile cache', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-cache-'));
  const program = path.join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import { getCompileCacheDir } from 'node:module';
    import { isMainThread, parentPort, Worker } from 'node:worker_threads';
    const cached = getCompileCacheDir()?.startsWith(process.env.NODE_COMPILE_CACHE) ?? false;
    if (isMainThread) new Worker(new URL(import.meta.url)).on('message', (own) => console.log(cached, own));
    else parentPort.postMessage(cached);`,
  );
  try {
    const { NODE_COMPILE_CACHE: _, NODE_DISABLE_COMPILE_CACHE: __, ...env } = process.env;
    const printed = execFileSync(process.execPath, ['--import', options, program], {
      encoding: 'utf8',
      env: { ...env, TMPDIR: folder },
    });
    expect(printed.trim()).toBe('true true');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every script that simulates is run with them', () => {
  const bare = Object.entries(manifest.scripts).filter(
    ([name, script]) =>
      script.startsWith('node ') &&
      !script.startsWith('node --import ./src/nodeOptions.mjs ') &&
      name !== 'prestart',
  );
  expect(bare).toEqual([]);
});
