import { expect, test } from 'vitest';
import { defaultDatabaseFile, hostFacts } from './hostFacts.ts';

test('the database lies in the data folder of the operating system', () => {
  expect(defaultDatabaseFile()).toMatch(/plimsoll[/\\](Data[/\\])?plimsoll\.db$/);
});

test('a host tells its version and how many cores it may use', () => {
  const { version, cores } = hostFacts();
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(cores).toBeGreaterThanOrEqual(1);
});
