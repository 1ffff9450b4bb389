import type { Migration } from 'kysely/migration';
import { migration as first } from './0001_first.ts';
import { migration as checkpoints } from './0002_checkpoints.ts';

/** In the order of their numbers; the version of a database is how many of them it has been through. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_first': first,
  '0002_checkpoints': checkpoints,
};
