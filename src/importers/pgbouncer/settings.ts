import type { Place } from '../text/fault.ts';
import {
  count,
  flag,
  type Known,
  oneOf,
  seconds,
  type SettingsFound,
} from '../text/settingsFound.ts';

const known = (name: string, kind: Known['kind']): [string, Known] => [
  name,
  { path: `pgbouncer.${name}`, kind },
];

/** Settings of PgBouncer that the model has. */
const settings: ReadonlyMap<string, Known> = new Map([
  known('pool_mode', oneOf('session', 'transaction', 'statement')),
  known('default_pool_size', count(0)),
  known('min_pool_size', count(0)),
  known('reserve_pool_size', count(0)),
  known('reserve_pool_timeout', seconds),
  known('max_db_connections', count(0)),
  known('max_user_connections', count(0)),
  known('max_client_conn', count(1)),
  known('query_wait_timeout', seconds),
  known('server_login_retry', seconds),
  known('server_idle_timeout', seconds),
  known('server_lifetime', seconds),
  known('server_connect_timeout', seconds),
  known('server_round_robin', flag),
]);

/** Takes a setting of PgBouncer; false for one that the model does not have. */
export function takePgbouncer(
  found: SettingsFound,
  name: string,
  value: string,
  place: Place,
): boolean {
  const wanted = settings.get(name);
  if (wanted === undefined) return false;
  found.take(wanted, value, place);
  return true;
}
