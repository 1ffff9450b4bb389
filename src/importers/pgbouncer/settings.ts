import { count, type Known, oneOf, seconds, type SettingsFound } from '../text/settingsFound.ts';
import type { Place } from '../text/fault.ts';

/** Settings of PgBouncer that the model has. */
export const pgbouncerSettings: ReadonlyMap<string, Known> = new Map([
  [
    'pool_mode',
    { path: 'pgbouncer.pool_mode', kind: oneOf('session', 'transaction', 'statement') },
  ],
  ['default_pool_size', { path: 'pgbouncer.default_pool_size', kind: count(0) }],
  ['reserve_pool_size', { path: 'pgbouncer.reserve_pool_size', kind: count(0) }],
  ['reserve_pool_timeout', { path: 'pgbouncer.reserve_pool_timeout', kind: seconds }],
  ['max_client_conn', { path: 'pgbouncer.max_client_conn', kind: count(1) }],
  ['query_wait_timeout', { path: 'pgbouncer.query_wait_timeout', kind: seconds }],
  ['server_login_retry', { path: 'pgbouncer.server_login_retry', kind: seconds }],
]);

/** Takes a setting of PgBouncer, if the model has it. Statement pooling is PgBouncer's, but not the model's. */
export function takePgbouncer(
  found: SettingsFound,
  name: string,
  value: string,
  place: Place,
): boolean {
  const wanted = pgbouncerSettings.get(name);
  if (wanted === undefined) return false;
  if (name === 'pool_mode' && value.trim() === 'statement') {
    found.leave(place, 'pool_mode is statement, which the model does not have; left out.');
    return true;
  }
  found.take(wanted, value, place);
  return true;
}
