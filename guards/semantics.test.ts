import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { faultsOf, titlesIn } from './semanticsTable.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const document = readFileSync(join(root, 'docs/SEMANTICS.md'), 'utf8');
const titles = new Set(
  globSync('{src,fixtures,guards}/**/*.test.{ts,tsx}', { cwd: root }).flatMap((file) =>
    titlesIn(readFileSync(join(root, file), 'utf8')),
  ),
);
const faults = (text: string): string[] =>
  faultsOf(text, titles, (path) => existsSync(join(root, 'src/sim', path)));

describe('docs/SEMANTICS.md', () => {
  test('has a test or a reason for every rule', () => {
    expect(faults(document)).toEqual([]);
  });

  test('would not do without a rule', () => {
    expect(faults(document.replace(/^\| B9 +\|.*\n/m, ''))).toEqual(['B9: is not in the table']);
  });

  test('would not do with neither a test nor a reason', () => {
    const empty = document.replace(/^\| B9 +\|.*$/m, '| B9 | says | `model/stack.ts` |  |  |');
    expect(faults(empty)).toEqual(['B9: neither a test nor a reason']);
  });

  test('would not do with a test or a file that is not there, or with the test of another rule', () => {
    const row = (test: string, file: string): string =>
      document.replace(/^\| B10 +\|.*$/m, `| B10 | says | \`${file}\` | \`${test}\` |  |`);
    expect(faults(row('semantics B10: pigs fly', 'model/pigs.ts'))).toEqual([
      'B10: no test is called "semantics B10: pigs fly"',
      'B10: there is no file model/pigs.ts',
    ]);
    const other = 'semantics B12: the pool grows by one login at a time';
    expect(faults(row(other, 'model/stack.ts'))).toEqual([
      `B10: the test "${other}" is about another rule`,
    ]);
  });
});
