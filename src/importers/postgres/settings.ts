import { count, type Known } from '../text/settingsFound.ts';

/** Settings of PostgreSQL that the model has. */
export const postgresSettings: ReadonlyMap<string, Known> = new Map([
  ['max_connections', { path: 'postgres.max_connections', kind: count(1) }],
  [
    'superuser_reserved_connections',
    { path: 'postgres.superuser_reserved_connections', kind: count(0) },
  ],
  ['reserved_connections', { path: 'postgres.reserved_connections', kind: count(0) }],
]);
