import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import packageJson from '../package.json' with { type: 'json' };
import type { HostInfo } from './contract/api.ts';

/** What every host tells the page of itself. */
export function hostFacts(): Pick<HostInfo, 'version' | 'cores'> {
  return { version: packageJson.version, cores: availableParallelism() };
}

/** Where the database lies unless somebody says otherwise: the folder that the operating system has for such data. */
export function defaultDatabaseFile(): string {
  return join(envPaths('plimsoll', { suffix: '' }).data, 'plimsoll.db');
}
