import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where the database lies unless somebody says otherwise: the folder that the operating system has for such data. */
export function defaultDatabaseFile(): string {
  return join(envPaths('plimsoll', { suffix: '' }).data, 'plimsoll.db');
}
