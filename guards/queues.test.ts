import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseNetwork } from '../src/contract/queue/check.ts';
import { distribution } from '../src/contract/queue/schema.ts';

const document = readFileSync(fileURLToPath(new URL('../docs/QUEUES.md', import.meta.url)), 'utf8');

test('the example of docs/QUEUES.md is accepted as it stands', () => {
  const [, example] = /```json\n(.*?)```/s.exec(document)!;
  expect(parseNetwork(JSON.parse(example!)).title).toBe('A clinic');
});

test('docs/QUEUES.md names every distribution', () => {
  const names = distribution.options.flatMap((option) =>
    'shape' in option ? Object.keys(option.shape) : [],
  );
  expect(names).toHaveLength(10);
  for (const name of names) expect(document).toContain(`| \`${name}\``);
});
